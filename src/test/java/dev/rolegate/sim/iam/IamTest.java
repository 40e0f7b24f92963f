package dev.rolegate.sim.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolegate.sim.state.Principal;
import dev.rolegate.sim.state.Principals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several policies together: identity, session, service control and trust policies. */
class IamTest {
  private static final String ACCOUNT = "111122223333";
  private static final String MEMBER = "444455556666";
  private static final String OPERATOR = "arn:aws:iam::" + ACCOUNT + ":role/rolegate";
  private static final String MEMBER_ROLE = "arn:aws:iam::" + MEMBER + ":role/rolegate-member";
  private static final String KEY = "AKIAOPERATOR";

  private final Principals principals = new Principals(ACCOUNT, Map.of());
  private final Iam iam = new Iam(principals);

  private static Policy policy(String name, String effect, String action) {
    return Policy.permissions(
        name,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"S\",\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
            .formatted(effect, action));
  }

  private static Policy trust(String principal, String condition) {
    return Policy.trust(
        "trust",
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"T\",\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"%s\"}%s}}"
            .formatted(principal, condition));
  }

  private Decision decide(String key, String action) {
    return iam.decide(
        principals.of(key), "eu-west-1", Access.to(action, Access.ANY, RequestContext::new));
  }

  private Decision assume(String key, String role, Optional<String> externalId) {
    return iam.decide(
        principals.of(key),
        "eu-west-1",
        Access.to(
            "sts:AssumeRole",
            role,
            () -> {
              RequestContext context = new RequestContext();
              externalId.ifPresent(id -> context.with("sts:ExternalId", id));
              return context;
            }));
  }

  @Test
  void withoutASetupEverythingIsAllowed() {
    assertThat(iam.isOn()).isFalse();
    assertThat(decide(KEY, "ec2:DeleteSecurityGroup").isAllowed()).isTrue();
  }

  @Test
  @DisplayName("[D] what no policy allows is denied; a Deny of any policy wins")
  void identityPolicies() {
    iam.set(
        IamSetup.of(
            Identity.role(
                OPERATOR,
                List.of(
                    policy("read", "Allow", "ec2:Describe*"),
                    policy("write", "Allow", "ec2:CreateTags"),
                    policy("stop", "Deny", "ec2:DescribeVpcs")),
                List.of(KEY))));
    assertThat(decide(KEY, "ec2:DescribeSecurityGroups").allowedBy()).containsExactly("read/S");
    assertThat(decide(KEY, "ec2:CreateTags").allowedBy()).containsExactly("write/S");
    assertThat(decide(KEY, "ec2:DeleteTags").refusal())
        .isEqualTo("because no identity-based policy allows the ec2:DeleteTags action");
    assertThat(decide(KEY, "ec2:DescribeVpcs").refusal())
        .isEqualTo("with an explicit deny in an identity-based policy");
    assertThat(principals.of(KEY).arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/rolegate/simulated");
    iam.set(IamSetup.NONE);
    assertThat(principals.of(KEY).arn()).isEqualTo("arn:aws:iam::111122223333:user/simulated");
  }

  @Test
  void keysThatNobodyHasBelongToAnAdministrator() {
    iam.set(IamSetup.of(Identity.role(OPERATOR, List.of(), List.of(KEY))));
    assertThat(decide(KEY, "ec2:CreateTags").isAllowed()).isFalse();
    assertThat(decide("AKIASOMEBODY", "ec2:CreateTags").isAllowed()).isTrue();
  }

  @Test
  @DisplayName("[D] a session has what its role and its session policy both allow")
  void sessionPolicies() {
    iam.set(
        IamSetup.of(
            Identity.role(OPERATOR, List.of(policy("own", "Allow", "ec2:Create*")), List.of())));
    iam.assumed("ASIA1", OPERATOR, List.of(policy("session", "Allow", "ec2:*Tags")), Map.of());
    iam.assumed("ASIA2", OPERATOR, List.of(), Map.of());
    assertThat(decide("ASIA1", "ec2:CreateTags").isAllowed()).isTrue();
    assertThat(decide("ASIA1", "ec2:CreateSecurityGroup").refusal())
        .isEqualTo("because no session policy allows the ec2:CreateSecurityGroup action");
    assertThat(decide("ASIA1", "ec2:DeleteTags").refusal())
        .contains("no identity-based policy allows");
    assertThat(decide("ASIA2", "ec2:CreateSecurityGroup").isAllowed()).isTrue();
    iam.assumed("ASIA3", OPERATOR + "-gone", List.of(), Map.of());
    assertThat(decide("ASIA3", "ec2:CreateTags").isAllowed())
        .as("a session of a role that is not there any more")
        .isFalse();
  }

  @Test
  @DisplayName("[D] service control policies limit everybody of the account, administrators too")
  void serviceControlPolicies() {
    Identity operator = Identity.role(OPERATOR, List.of(policy("all", "Allow", "*")), List.of(KEY));
    Policy deny = policy("scp", "Deny", "ec2:DeleteTags");
    iam.set(IamSetup.of(operator).limiting(ACCOUNT, Policy.allowingAll("FullAWSAccess"), deny));
    for (String key : List.of(KEY, "AKIASOMEBODY")) {
      assertThat(decide(key, "ec2:CreateTags").isAllowed()).isTrue();
      assertThat(decide(key, "ec2:DeleteTags").refusal())
          .isEqualTo("with an explicit deny in a service control policy");
    }
    assertThat(decide(MEMBER, "ec2:DeleteTags").isAllowed()).as("another account").isTrue();
    iam.set(IamSetup.of(operator).limiting(ACCOUNT, deny));
    assertThat(decide(KEY, "ec2:CreateTags").refusal())
        .isEqualTo("because no service control policy allows the ec2:CreateTags action");
  }

  @Test
  @DisplayName("[D] a role of another account takes both: its trust and the caller's permission")
  void otherAccount() {
    Policy assume = policy("assume", "Allow", "sts:AssumeRole");
    Policy trust =
        trust(OPERATOR, ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"ext-1\"}}");
    Identity member = Identity.role(MEMBER_ROLE, List.of(), List.of()).trusting(trust);
    iam.set(IamSetup.of(Identity.role(OPERATOR, List.of(assume), List.of(KEY)), member));
    assertThat(assume(KEY, MEMBER_ROLE, Optional.of("ext-1")).allowedBy())
        .containsExactly("assume/S", "trust/T");
    for (Optional<String> wrong : List.of(Optional.<String>empty(), Optional.of("ext-2"))) {
      assertThat(assume(KEY, MEMBER_ROLE, wrong).refusal())
          .isEqualTo("because no role trust policy allows the sts:AssumeRole action");
    }
    assertThat(assume("AKIASOMEBODY", MEMBER_ROLE, Optional.of("ext-1")).isAllowed())
        .as("an administrator of the operator's account is not the operator")
        .isFalse();
    assertThat(assume(MEMBER, MEMBER_ROLE, Optional.of("ext-1")).isAllowed()).isFalse();
    iam.set(IamSetup.of(Identity.role(OPERATOR, List.of(), List.of(KEY)), member));
    assertThat(assume(KEY, MEMBER_ROLE, Optional.of("ext-1")).refusal())
        .isEqualTo("because no identity-based policy allows the sts:AssumeRole action");
    assertThat(assume(KEY, MEMBER_ROLE + "x", Optional.empty()).isAllowed())
        .as("a role that does not exist")
        .isFalse();
  }

  @Test
  @DisplayName("[D] in its own account a trust policy grants to an ARN, but not to the account")
  void ownAccount() {
    String role = "arn:aws:iam::" + ACCOUNT + ":role/second";
    Identity operator = Identity.role(OPERATOR, List.of(), List.of(KEY));
    Identity second = Identity.role(role, List.of(), List.of());
    iam.set(IamSetup.of(operator, second.trusting(trust(OPERATOR, ""))));
    assertThat(assume(KEY, role, Optional.empty()).isAllowed()).isTrue();
    for (String account : List.of(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":root", "*")) {
      iam.set(IamSetup.of(operator, second.trusting(trust(account, ""))));
      assertThat(assume(KEY, role, Optional.empty()).refusal()).contains("no identity-based");
    }
    iam.set(IamSetup.of(operator, second));
    assertThat(assume(KEY, role, Optional.empty()).refusal()).contains("no role trust policy");
    Policy refusing =
        Policy.trust(
            "refusing",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Principal\":\"*\"},{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"%s\"}}]}"
                .formatted(OPERATOR));
    iam.set(IamSetup.of(operator, second.trusting(refusing)));
    assertThat(assume(KEY, role, Optional.empty()).refusal())
        .isEqualTo("with an explicit deny in the role trust policy");
  }

  @Test
  void asSessionOfARoleIsThatRoleToATrustPolicy() {
    Identity member =
        Identity.role(MEMBER_ROLE, List.of(), List.of()).trusting(trust(OPERATOR, ""));
    Identity operator =
        Identity.role(OPERATOR, List.of(policy("assume", "Allow", "sts:*")), List.of());
    iam.set(IamSetup.of(operator, member));
    principals.add(
        new Principal(
            ACCOUNT, "arn:aws:sts::111122223333:assumed-role/rolegate/x", "AROA", "ASIA1"),
        java.time.Instant.MAX);
    iam.assumed("ASIA1", OPERATOR, List.of(), Map.of());
    assertThat(assume("ASIA1", MEMBER_ROLE, Optional.empty()).isAllowed()).isTrue();
  }

  @Test
  void setupsThatCannotBe() {
    Identity one = Identity.role(OPERATOR, List.of(), List.of(KEY));
    assertThatThrownBy(() -> IamSetup.of(one, one)).hasMessageContaining("twice");
    assertThatThrownBy(() -> IamSetup.of(one, Identity.user(userArn(), List.of(), List.of(KEY))))
        .hasMessageContaining("two owners");
    assertThatThrownBy(() -> Identity.role("rolegate", List.of(), List.of()))
        .hasMessageContaining("no ARN of a role or user");
    assertThatThrownBy(
            () -> Identity.user(userArn(), List.of(), List.of()).trusting(trust("*", "")))
        .hasMessageContaining("only a role");
    assertThatThrownBy(() -> IamSetup.NONE.limiting("1")).hasMessageContaining("twelve digits");
    assertThatThrownBy(() -> trust("arn:aws:iam::111122223333:role/*", ""))
        .hasMessageContaining("no wildcard");
    assertThatThrownBy(
            () ->
                Policy.trust(
                    "t",
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"))
        .hasMessageContaining("has a Principal and no Resource");
  }

  private static String userArn() {
    return "arn:aws:iam::" + ACCOUNT + ":user/ci";
  }
}
