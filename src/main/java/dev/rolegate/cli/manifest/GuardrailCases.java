package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Cases of a guardrail, as a file has them. Fields that are absent are null, lists empty.
 *
 * @param apiVersion {@code rolegate.dev/v1alpha1}
 * @param kind {@code GuardrailCases}
 * @param metadata nothing is read of it; it is there for tools that ask for it
 * @param guardrail name of the guardrail
 */
public record GuardrailCases(
    String apiVersion,
    String kind,
    Map<String, Object> metadata,
    String guardrail,
    List<Case> cases) {
  public static final String KIND = "GuardrailCases";

  public GuardrailCases {
    cases = cases == null ? List.of() : List.copyOf(cases);
  }

  /** As what the rules of a case are judged. */
  public enum As {
    @JsonProperty("Declared")
    DECLARED("declared"),
    @JsonProperty("Managed")
    MANAGED("live, managed"),
    @JsonProperty("Unmanaged")
    UNMANAGED("live, unmanaged");

    private final String words;

    As(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * One group with its rules, and what the guardrail is to say of it.
   *
   * @param as the same is expected of each
   * @param namespace of the document; shop where absent
   * @param role what a RoleSecurityGroup's spec says; what is absent there is filled in
   * @param group the live group in EC2's words
   * @param passes true, false, or the text unknown
   * @param rules names or ids of exactly those rules that do not pass
   * @param message what each message contains
   */
  public record Case(
      String name,
      List<As> as,
      String namespace,
      JsonNode role,
      LiveGroup group,
      Given given,
      JsonNode passes,
      List<String> rules,
      String message) {
    public Case {
      as =
          as != null && !as.isEmpty()
              ? List.copyOf(as)
              : List.of(group == null ? As.DECLARED : role == null ? As.UNMANAGED : As.MANAGED);
      namespace = Objects.requireNonNullElse(namespace, "shop");
      given = given == null ? new Given(null, null, null, null, null, null, null, null) : given;
    }
  }

  /** A group as DescribeSecurityGroups shows it, with rules as DescribeSecurityGroupRules does. */
  public record LiveGroup(
      @JsonProperty("GroupId") String groupId,
      @JsonProperty("GroupName") String groupName,
      @JsonProperty("Description") String description,
      @JsonProperty("Tags") List<Tag> tags,
      @JsonProperty("SecurityGroupRules") List<LiveRule> rules) {
    public LiveGroup {
      tags = tags == null ? List.of() : List.copyOf(tags);
      rules = rules == null ? List.of() : List.copyOf(rules);
    }
  }

  /** A tag in EC2's words. */
  public record Tag(@JsonProperty("Key") String key, @JsonProperty("Value") String value) {}

  /** A rule in EC2's words. */
  public record LiveRule(
      @JsonProperty("SecurityGroupRuleId") String ruleId,
      @JsonProperty("IsEgress") boolean isEgress,
      @JsonProperty("IpProtocol") String protocol,
      @JsonProperty("FromPort") Integer fromPort,
      @JsonProperty("ToPort") Integer toPort,
      @JsonProperty("CidrIpv4") String cidrIpv4,
      @JsonProperty("CidrIpv6") String cidrIpv6,
      @JsonProperty("PrefixListId") String prefixListId,
      @JsonProperty("ReferencedGroupInfo") ReferencedGroup referencedGroup,
      @JsonProperty("Description") String description,
      @JsonProperty("Tags") List<Tag> tags) {
    public LiveRule {
      tags = tags == null ? List.of() : List.copyOf(tags);
    }
  }

  /** The group that a rule refers to. */
  public record ReferencedGroup(
      @JsonProperty("GroupId") String groupId, @JsonProperty("UserId") String userId) {}

  /**
   * What is known besides. Whatever is absent is not known.
   *
   * @param now RFC 3339
   * @param ranges the VPC's own blocks
   * @param sprawl what the last look at sprawl said of the group: text by kind
   * @param stale ids of rules whose group is not there
   * @param roles roles of live groups, by id
   */
  public record Given(
      String now,
      List<String> ranges,
      List<String> subnets,
      Map<String, List<String>> prefixLists,
      Map<String, GivenSet> addressSets,
      Map<String, String> sprawl,
      List<String> stale,
      Map<String, String> roles) {
    public Given {
      prefixLists = prefixLists == null ? Map.of() : Map.copyOf(prefixLists);
      addressSets = addressSets == null ? Map.of() : Map.copyOf(addressSets);
      roles = roles == null ? Map.of() : Map.copyOf(roles);
    }
  }

  /** An AddressSet. */
  public record GivenSet(String kind, List<String> entries) {
    public GivenSet {
      entries = entries == null ? List.of() : List.copyOf(entries);
    }
  }
}
