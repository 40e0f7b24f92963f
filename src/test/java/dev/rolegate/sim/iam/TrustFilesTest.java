package dev.rolegate.sim.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.simulated.ShippedPolicies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The trust policies for EKS: the operator's service account may have the role, and nobody else.
 */
class TrustFilesTest {
  private static final String CLUSTER = "arn:aws:eks:eu-west-1:111122223333:cluster/main";
  private static final String ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C3D";
  private static final String ROLE = "arn:aws:iam::111122223333:role/rolegate";

  private static Statement only(String file) {
    Map<String, String> values =
        Map.of("ACCOUNT", "111122223333", "OIDC_PROVIDER", ISSUER, "CLUSTER_ARN", CLUSTER);
    Policy policy = Policy.trust(file, IamFile.filled(file, ShippedPolicies.text(file), values));
    assertThat(policy.statements()).hasSize(1);
    return policy.statements().get(0);
  }

  private static boolean covers(Statement statement, String action, RequestContext context) {
    return statement.covers(action, Access.to(action, ROLE, () -> context), context);
  }

  private static RequestContext pod(String cluster, String namespace, String account) {
    Map<String, String> tags = new HashMap<>();
    tags.put("eks-cluster-arn", cluster);
    tags.put("kubernetes-namespace", namespace);
    tags.put("kubernetes-service-account", account);
    tags.put("kubernetes-pod-name", "rolegate-0");
    return new RequestContext().withRequestTags(tags);
  }

  @Test
  void podIdentity() {
    Statement trust = only("trust-pod-identity");
    assertThat(trust.principals())
        .containsExactly(new TrustedPrincipal("Service", "pods.eks.amazonaws.com"));
    for (String action : List.of("sts:AssumeRole", "sts:TagSession")) {
      assertThat(covers(trust, action, pod(CLUSTER, "rolegate-system", "rolegate"))).isTrue();
      assertThat(covers(trust, action, pod(CLUSTER + "2", "rolegate-system", "rolegate")))
          .isFalse();
      assertThat(covers(trust, action, pod(CLUSTER, "shop", "rolegate"))).isFalse();
      assertThat(covers(trust, action, pod(CLUSTER, "rolegate-system", "default"))).isFalse();
      assertThat(covers(trust, action, new RequestContext()))
          .as("an association without session tags")
          .isFalse();
    }
  }

  private static RequestContext token(String issuer, String audience, String subject) {
    return new RequestContext().with(issuer + ":aud", audience).with(issuer + ":sub", subject);
  }

  @Test
  void webIdentity() {
    Statement trust = only("trust-irsa");
    assertThat(trust.principals())
        .containsExactly(
            new TrustedPrincipal("Federated", "arn:aws:iam::111122223333:oidc-provider/" + ISSUER));
    String action = "sts:AssumeRoleWithWebIdentity";
    String subject = "system:serviceaccount:rolegate-system:rolegate";
    String sts = "sts.amazonaws.com";
    assertThat(covers(trust, action, token(ISSUER, sts, subject))).isTrue();
    assertThat(covers(trust, "sts:AssumeRole", token(ISSUER, sts, subject))).isFalse();
    assertThat(covers(trust, action, token(ISSUER, sts, subject + "2"))).isFalse();
    assertThat(covers(trust, action, token(ISSUER, "kubernetes", subject))).isFalse();
    assertThat(covers(trust, action, token(ISSUER + "9", sts, subject))).isFalse();
  }
}
