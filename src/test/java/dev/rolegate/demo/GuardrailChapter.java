package dev.rolegate.demo;

import dev.rolegate.api.RoleSecurityGroupStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;

/** The house's rules: one rule is refused at the door, and one that gets past it is withheld. */
final class GuardrailChapter implements Chapter {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String ROLE = "web";
  private static final String GUARDRAIL = "world-open-admin";

  private static final String WORLD =
      rule("home", "People of the shop work from home", "{\"cidr\":\"0.0.0.0/0\"}");
  private static final String WIDE =
      rule(
          "home",
          "People of the shop work from home",
          "{\"cidr\":\"73.0.0.0/8\"},{\"cidr\":\"80.0.0.0/8\"},{\"cidr\":\"90.0.0.0/8\"}");

  private static String rule(String name, String purpose, String peers) {
    return "{\"name\":\"%s\",\"purpose\":\"%s\",\"ports\":[{\"port\":22}],\"peers\":[%s]}"
        .formatted(name, purpose, peers);
  }

  @Override
  public String title() {
    return "A rule that the house does not allow";
  }

  @Override
  public void play(Stage stage) {
    var screen = stage.screen();
    var checks = stage.checks();
    screen.say(
        "The security team writes its rules once, as guardrails in CEL. The shipped catalogue stands"
            + " for the controls of Security Hub, AWS Config and CIS; what needs a document alone is"
            + " asked by the API server too:");
    stage.cluster().applyGuardrails(screen);
    screen.say("A colleague wants SSH from everywhere.");
    long mark = stage.calls().mark();
    if (stage.cluster().isReal()) {
      String refused = stage.cluster().document(screen, ROLE, "ingress", WORLD);
      // Of several guardrails that refuse it, the API server names any one.
      checks.check(
          "the API server refuses it, and says what to write instead",
          refused.contains("ingress/home: it opens ")
              && refused.contains(" to the world")
              && refused.contains("; write "),
          refused.isEmpty() ? "it was taken" : "as a guardrail's message");
      screen.gap();
    }
    screen.say(
        "So the colleague writes the networks of three providers. No block among them is the world, so"
            + " the API server takes it; Rolegate looks at what the group lets in as a whole, and that is"
            + " some fifty million addresses:");
    String said = stage.cluster().document(screen, ROLE, "ingress", WIDE);
    checks.check("the API server takes the three blocks", said.isEmpty(), said);
    var condition =
        stage
            .patience()
            .until(
                "GuardrailsPassed of web is False",
                LIMIT,
                () -> passed(stage),
                c -> c.getStatus().equals("False"),
                Condition::toString);
    screen.gap();
    screen.say("status.conditions of web, GuardrailsPassed=False:");
    screen.gap();
    screen.block(condition.getMessage());
    checks.check(
        "the status names the rule and the guardrail",
        condition.getMessage().contains("home") && condition.getMessage().contains(GUARDRAIL),
        condition.getReason());
    var made = stage.calls().since(mark);
    String difference = new DocumentedRules().difference(stage.aws().picture());
    checks.check(
        "nothing of it reached AWS, and the group's other rules are as they were",
        made.mutating().isEmpty() && difference.isEmpty(),
        difference.isEmpty() ? "no changing call" : difference);
    screen.gap();
    screen.say("The colleague takes it back, and uses the bastion.");
    stage.cluster().withdraw(screen, ROLE, "ingress");
    stage
        .patience()
        .until(
            "GuardrailsPassed of web is True again",
            LIMIT,
            () -> passed(stage),
            c -> !c.getStatus().equals("False"),
            Condition::toString);
  }

  private static Condition passed(Stage stage) {
    return Roles.condition(
        stage.roles().status(ROLE).map(RoleSecurityGroupStatus::conditions).orElse(List.of()),
        "GuardrailsPassed");
  }
}
