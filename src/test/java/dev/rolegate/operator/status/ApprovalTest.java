package dev.rolegate.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.ApprovalStatus;
import dev.rolegate.api.Mode;
import dev.rolegate.operator.consent.Approvals.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalTest {
  private static final ApprovalStatus TWO = new ApprovalStatus("abc123", 2, List.of());

  private static Optional<Finding> told(Approval approval, Mode mode, boolean stopped) {
    var findings = Findings.ready(Reason.APPLIED, "");
    approval.tell(new Scope("prod", mode, stopped), findings);
    return findings.list().stream()
        .filter(f -> f.type().equals(Finding.AWAITING_APPROVAL))
        .findFirst();
  }

  @Test
  void what_waits_is_told_with_the_command_that_approves_it() {
    assertThat(told(new Approval(TWO, "", Standing.NONE), Mode.ENFORCE, false))
        .hasValueSatisfying(
            f -> {
              assertThat(f.isTrue()).isTrue();
              assertThat(f.reason()).isEqualTo(Reason.AWAITING_APPROVAL);
              assertThat(f.message())
                  .contains("2 changes wait")
                  .endsWith(
                      "kubectl annotate --overwrite managedvpc prod rolegate.dev/approve=abc123");
            });
  }

  @Test
  void an_approval_that_does_nothing_says_so() {
    assertThat(told(new Approval(TWO, "abc123", Standing.MATCHES), Mode.OBSERVE, false))
        .hasValueSatisfying(f -> assertThat(f.message()).contains("mode Observe", "does nothing"));
    assertThat(told(new Approval(TWO, "abc123", Standing.MATCHES), Mode.OBSERVE, true))
        .hasValueSatisfying(f -> assertThat(f.message()).contains("ROLEGATE_ENFORCE=false"));
    assertThat(told(new Approval(null, "abc\n$(x)", Standing.STALE), Mode.ENFORCE, false))
        .hasValueSatisfying(
            f -> {
              assertThat(f.isTrue()).isFalse();
              assertThat(f.reason()).isEqualTo(Reason.APPROVAL_STALE);
              assertThat(f.message()).contains("abc???x?", "matches nothing");
            });
  }

  @Test
  void nothing_is_told_where_nothing_waits() {
    assertThat(told(new Approval(null, "", Standing.NONE), Mode.ENFORCE, false)).isEmpty();
    assertThat(told(new Approval(null, "abc123", Standing.TAKEN), Mode.ENFORCE, false)).isEmpty();
  }
}
