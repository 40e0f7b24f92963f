package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What every answer is asked before it counts. */
final class Answers {
  private Answers() {}

  /**
   * An answer about one resource, which has to say which: an empty one would look like a resource
   * that names no group.
   *
   * @throws SdkClientException where it does not say
   */
  static void about(String name) {
    if (name == null) {
      throw SdkClientException.create("the answer does not say what it is about");
    }
  }

  /**
   * A list that an answer must have, empty or not.
   *
   * @throws SdkClientException where it has none: then it is not the answer to this call
   */
  static <T> List<T> given(boolean has, List<T> list) {
    if (!has) {
      throw SdkClientException.create("the answer has no list of what was asked for");
    }
    return list;
  }

  /**
   * The token of the next page; null at the end.
   *
   * @throws SdkClientException where the service gives the page again that it has given
   */
  static String next(String token, String next) {
    if (next == null || next.isEmpty()) {
      return null;
    }
    if (next.equals(token)) {
      throw SdkClientException.create("the same page comes again and again");
    }
    return next;
  }
}
