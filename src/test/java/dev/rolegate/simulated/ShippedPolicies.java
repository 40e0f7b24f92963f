package dev.rolegate.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolegate.sim.Simulator;
import dev.rolegate.sim.iam.IamFile;
import dev.rolegate.sim.iam.IamSetup;
import dev.rolegate.sim.iam.Identity;
import dev.rolegate.sim.iam.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policies of {@code deploy/iam} with their placeholders filled, as a user would attach them to
 * the operator's role. Access keys that are given to nobody are administrators'.
 *
 * @param account the account of the VPC
 */
public record ShippedPolicies(String account, String region, String vpcId, String clusterId) {
  /** The key that requests of the operator are signed with. */
  public static final String OPERATOR_KEY = "AKIAIOSFODNN7EXAMPLE";

  /** The account in which the operator runs, where the VPC is in another one. */
  public static final String OPERATOR_ACCOUNT = "999988887777";

  private static final Path FOLDER = Path.of("deploy", "iam");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each tier of the operator has the files of OBSERVE and OWN too; RESTORE is a person's. */
  public enum Tier {
    OBSERVE("observe"),
    OWN("observe", "own"),
    ADOPT("observe", "own", "adopt"),
    RETIRE("observe", "own", "retire"),
    REMEDIATE("observe", "own", "remediate"),
    RESTORE("observe", "restore");

    private final List<String> files;

    Tier(String... files) {
      this.files = List.of(files);
    }

    /** Names of files below {@code deploy/iam}, without {@code .json}. */
    public List<String> files() {
      return files;
    }
  }

  public String roleArn() {
    return "arn:aws:iam::" + account + ":role/rolegate";
  }

  public static String operatorArn() {
    return "arn:aws:iam::" + OPERATOR_ACCOUNT + ":role/rolegate";
  }

  /** Lets the operator run in the VPC's account with a tier's policies; gives its access key. */
  public String attach(Simulator simulator, Tier tier) {
    return attach(simulator, policies(tier));
  }

  /** As above with policies that may have been changed. */
  public String attach(Simulator simulator, List<Policy> policies) {
    Identity operator = Identity.role(roleArn(), policies, List.of(OPERATOR_KEY));
    simulator.iam().set(limited(IamSetup.of(operator)));
    return OPERATOR_KEY;
  }

  /**
   * Lets the operator run in {@link #OPERATOR_ACCOUNT}, with nothing but the permission to assume
   * {@link #roleArn} in the VPC's account, which has the tier's policies and asks for the external
   * id; gives the operator's access key.
   *
   * @param sessionTags those that EKS Pod Identity would pass on; none for IRSA
   */
  public String attachAcross(
      Simulator simulator, Tier tier, String externalId, Map<String, String> sessionTags) {
    return attachAcross(simulator, policies(tier), externalId, sessionTags);
  }

  /** As above with the policies of several tiers. */
  public String attachAcross(
      Simulator simulator,
      List<Policy> policies,
      String externalId,
      Map<String, String> sessionTags) {
    Identity operator =
        Identity.role(operatorArn(), List.of(policy("assume")), List.of(OPERATOR_KEY))
            .withSessionTags(sessionTags);
    Map<String, String> values = values();
    values.put("EXTERNAL_ID", externalId);
    Policy trust =
        Policy.trust(
            "trust-member-account",
            IamFile.filled("trust-member-account", text("trust-member-account"), values));
    Identity member = Identity.role(roleArn(), policies, List.of()).trusting(trust);
    simulator.iam().set(limited(IamSetup.of(operator, member)));
    return OPERATOR_KEY;
  }

  private IamSetup limited(IamSetup setup) {
    return setup.limiting(account, Policy.allowingAll("FullAWSAccess"), policy("scp"));
  }

  public List<Policy> policies(Tier tier) {
    return tier.files().stream().map(this::policy).toList();
  }

  /** One of the files as a policy that can be evaluated. */
  public Policy policy(String file) {
    return Policy.permissions(file, document(file).toString());
  }

  /** One of the files as JSON, placeholders filled. */
  public JsonNode document(String file) {
    try {
      return JSON.readTree(IamFile.filled(file, text(file), values()));
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private Map<String, String> values() {
    return new TreeMap<>(
        Map.of(
            "ACCOUNT", account,
            "REGION", region,
            "VPC_ID", vpcId,
            "CLUSTER_ID", clusterId,
            "OPERATOR_ROLE_ARN", operatorArn(),
            "MEMBER_ROLE_ARN", roleArn()));
  }

  /** Names of all files, without {@code .json}. */
  public static List<String> files() {
    try (var found = Files.list(FOLDER)) {
      return new ArrayList<>(
          found
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.replace(".json", ""))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
