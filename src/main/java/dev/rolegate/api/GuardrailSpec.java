package dev.rolegate.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked of rules or groups, of which, and what is done where it is not kept. */
@JsonClassDescription(
    "What is asked of rules or groups, of which ones, and what is done where it is not kept.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!(self.subject == 'Group' && self.action == 'Remove')",
    fieldPath = ".action",
    message =
        "write Warn or Deny for subject Group: Remove takes away rules, and a group as a whole names none")
public record GuardrailSpec(
    @Required
        @Size(max = 120)
        @ValidationRule(
            value = Forms.ONE_LINE,
            message =
                Forms.ONE_LINE_ADVICE
                    + "what holds where it is kept, such as"
                    + " \"Administration ports are not open to the world\"")
        @JsonPropertyDescription(
            "What holds where it is kept, in one line, such as \"Administration ports are not open to the world\".")
        String title,
    @Required
        @JsonPropertyDescription(
            "How much it matters where it is not kept: Critical, High, Medium or Low.")
        GuardrailSeverity severity,
    @Default("Warn")
        @JsonPropertyDescription(
            "Warn (the default) reports. Deny also withholds documented rules that do not keep it, and leaves what is"
                + " live alone. Remove also revokes live rules that do not keep it.")
        GuardrailAction action,
    @Default("All")
        @JsonPropertyDescription(
            "Whose groups are judged: Managed ones, Unmanaged ones, or All (the default). Live rules of unmanaged"
                + " groups are removed only where spec.unmanaged of the ManagedVpc remediates.")
        GuardrailScope scope,
    @Default("Rule")
        @JsonPropertyDescription(
            "What one evaluation is about: a Rule (the default), or a Group with all its rules.")
        GuardrailSubject subject,
    @Default("{}") @JsonPropertyDescription("Where it applies. Absent: everywhere.")
        GuardrailMatch match,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Ids of controls that it stands for, such as EC2.13, by which a finding is matched to those of other tools.")
        List<@Size(max = 64) String> controls,
    @JsonPropertyDescription(
            "Values that the expressions read as params.<name>: text, whole or decimal numbers, true or false, and lists"
                + " of one of these.")
        Map<String, Object> parameters,
    @Size(max = 2048)
        @JsonPropertyDescription(
            "CEL that is true for the rules or groups that it is about, such as rule.direction == \"ingress\". Absent:"
                + " all that match.")
        String when,
    @Required
        @Size(max = 4096)
        @ValidationRule(
            value = "size(self.trim()) > 0",
            message =
                "write CEL that is true where the guardrail is kept, such as !rule.fromWorld(params.ports)")
        @JsonPropertyDescription(
            "CEL that is true where it is kept, such as !rule.fromWorld(params.ports).")
        String expression,
    @Required
        @Size(max = 4096)
        @ValidationRule(
            value = "size(self.trim()) > 0",
            message =
                "write CEL that gives a text, such as '\"Port 22 is open to the world; name your VPN instead\"'")
        @JsonPropertyDescription(
            "CEL that gives the text for where it is not kept: what is wrong, and what to write instead.")
        String message,
    @Default("false")
        @JsonPropertyDescription(
            "True where it needs no more than a RoleSecurityGroup itself, so that a ValidatingAdmissionPolicy made of it"
                + " says the same at kubectl apply.")
        Boolean admission,
    @Default("{}") @JsonPropertyDescription("What its exceptions may be like.")
        ExceptionsSpec exceptions) {

  public GuardrailSpec {
    action = action == null ? GuardrailAction.WARN : action;
    scope = scope == null ? GuardrailScope.ALL : scope;
    subject = subject == null ? GuardrailSubject.RULE : subject;
    match = match == null ? GuardrailMatch.ALL : match;
    controls = ListField.read("controls", controls);
    // Not Map.copyOf: a value may be null, and whoever reads it says which.
    parameters =
        parameters == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    admission = Boolean.TRUE.equals(admission);
    exceptions = exceptions == null ? new ExceptionsSpec(null) : exceptions;
  }
}
