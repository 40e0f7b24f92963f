package dev.rolegate.sim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code MaxResults} and {@code NextToken} of one request. The token is opaque to clients; it holds
 * the key of the last item that was given, so items that come or go between two pages neither
 * repeat nor hide others.
 */
public final class Paging {
  private static final String MARK = "rolegate-page:";

  private final String scope;
  private final Optional<Integer> size;
  private final Optional<String> after;

  /** One page of a list and the token for the next, if there is one. */
  public record Page<T>(List<T> items, Optional<String> nextToken) {}

  private Paging(String scope, Optional<Integer> size, Optional<String> after) {
    this.scope = scope;
    this.size = size;
    this.after = after;
  }

  /**
   * @param scope what a token is good for, such as the action's name
   * @param most the largest page; smaller pages than {@code least} are refused as well
   */
  public static Paging read(Params params, String scope, int least, int most) {
    Optional<Integer> size = params.integer("MaxResults");
    size.ifPresent(value -> checkSize(value, least, most));
    Optional<String> after =
        params.string("NextToken").filter(t -> !t.isEmpty()).map(token -> decode(scope, token));
    return new Paging(scope, size, after);
  }

  /**
   * As {@link #read(Params, String, int, int)}, for APIs with names of their own.
   *
   * @param usual the size of a page where none is asked for
   * @param most the largest size that may be asked for
   */
  public static Paging read(
      Params params,
      String scope,
      String sizeName,
      String tokenName,
      int usual,
      int least,
      int most) {
    int size = params.integer(sizeName).orElse(usual);
    if (size < least || size > most) {
      throw Ec2Error.invalidValue(
          "Value '%d' at '%s' failed to satisfy constraint: it must be from %d to %d"
              .formatted(size, sizeName, least, most));
    }
    Optional<String> after =
        params.string(tokenName).filter(t -> !t.isEmpty()).map(token -> decode(scope, token));
    return new Paging(scope, Optional.of(size), after);
  }

  /** The same in pages of no more than that. */
  public Paging atMost(int count) {
    return new Paging(scope, size.map(one -> Math.min(one, count)), after);
  }

  /**
   * The requested page of a list.
   *
   * @param sorted all items, ordered by {@code key}
   */
  public <T> Page<T> of(List<T> sorted, Function<T, String> key) {
    List<T> left =
        after
            .map(last -> sorted.stream().filter(one -> key.apply(one).compareTo(last) > 0).toList())
            .orElse(sorted);
    int count = size.orElse(Integer.MAX_VALUE);
    if (left.size() <= count) {
      return new Page<>(left, Optional.empty());
    }
    List<T> items = left.subList(0, count);
    return new Page<>(items, Optional.of(encode(key.apply(items.get(count - 1)))));
  }

  private static void checkSize(int value, int least, int most) {
    if (value < least) {
      throw Ec2Error.invalidValue(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than %d."
              .formatted(value, least));
    }
    if (value > most) {
      throw Ec2Error.invalidValue(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value smaller than %d."
              .formatted(value, most));
    }
  }

  private String encode(String last) {
    String plain = MARK + scope + ":" + last;
    return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String scope, String token) {
    String start = MARK + scope + ":";
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (plain.startsWith(start)) {
        return plain.substring(start.length());
      }
    } catch (IllegalArgumentException notBase64) {
      throw badToken();
    }
    throw badToken();
  }

  private static Ec2Error badToken() {
    return Ec2Error.client("InvalidNextToken", "The specified value for NextToken is not valid.");
  }
}
