package dev.rolegate.model;

import java.util.List;
import java.util.Map;

/**
 * A guardrail as it is written, read from its resource or from a file.
 *
 * @param uid of the Guardrail; empty in a file
 * @param generation of the Guardrail; with the uid it names the text that this is
 * @param title in a few words, what holds where it is kept
 * @param controls ids of the controls that it stands for, as {@code EC2.13}
 * @param subject what one evaluation is about
 * @param when CEL, true for the rules or groups that it is about; empty means all that match
 * @param expression CEL, true where it is kept
 * @param message CEL that gives the text for where it is not kept: what is wrong and what to write
 *     instead
 * @param parameters by name: text, numbers, true or false, and lists of them
 */
public record GuardrailDocument(
    String name,
    String uid,
    long generation,
    String title,
    List<String> controls,
    Severity severity,
    Action action,
    Scope scope,
    Match match,
    Subject subject,
    String when,
    String expression,
    String message,
    Map<String, Object> parameters) {

  /** How much it matters, the worst first. */
  public enum Severity {
    CRITICAL("Critical"),
    HIGH("High"),
    MEDIUM("Medium"),
    LOW("Low");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** What is done where it is not kept. */
  public enum Action {
    /** Reported. */
    WARN("Warn"),
    /** Also, declared rules are withheld; live ones stay. */
    DENY("Deny"),
    /** Also, live rules are revoked. */
    REMOVE("Remove");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Whose groups are judged. */
  public enum Scope {
    MANAGED,
    UNMANAGED,
    ALL
  }

  /** What one evaluation is about. */
  public enum Subject {
    RULE,
    GROUP
  }

  /**
   * Where it applies, patterns with {@code *}; an empty list chooses all. A group that no document
   * names has no namespace and no role, so that it is chosen only where those lists are empty.
   *
   * @param vpcs names of ManagedVpcs
   */
  public record Match(List<String> vpcs, List<String> namespaces, List<String> roles) {
    /** Everywhere. */
    public static final Match ALL = new Match(List.of(), List.of(), List.of());

    public Match {
      vpcs = List.copyOf(vpcs);
      namespaces = List.copyOf(namespaces);
      roles = List.copyOf(roles);
    }
  }

  public GuardrailDocument {
    controls = List.copyOf(controls);
    parameters = Map.copyOf(parameters);
  }
}
