package dev.rolegate.ec2.aws.uses;

/** Takes what names a group. */
@FunctionalInterface
public interface Found {

  /**
   * @param kind as {@link dev.rolegate.model.Holding#kind} names it
   * @param holder which one, for people
   */
  void found(String groupId, String kind, String holder);
}
