package dev.rolegate.sim.iam;

import java.util.List;

/**
 * What the policies say to one access.
 *
 * @param refusal empty if it is allowed, else why not, in AWS's words
 * @param allowedBy the statements of identity and trust policies that allow it
 */
record Decision(String refusal, List<String> allowedBy) {
  /** The kinds of policies, as AWS's refusals name them [D]. */
  enum Kind {
    SERVICE_CONTROL("a", "service control policy"),
    IDENTITY("an", "identity-based policy"),
    SESSION("a", "session policy"),
    TRUST("the", "role trust policy");

    private final String article;
    private final String text;

    Kind(String article, String text) {
      this.article = article;
      this.text = text;
    }
  }

  static Decision allowed(List<String> by) {
    return new Decision("", by);
  }

  static Decision denied(Kind kind) {
    return new Decision("with an explicit deny in " + kind.article + " " + kind.text, List.of());
  }

  static Decision notAllowed(Kind kind, String action) {
    return new Decision("because no " + kind.text + " allows the " + action + " action", List.of());
  }

  boolean isAllowed() {
    return refusal.isEmpty();
  }
}
