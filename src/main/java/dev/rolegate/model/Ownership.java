package dev.rolegate.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which EC2 groups are Rolegate's, and for which declaration. This is the whole scheme.
 *
 * <p>Each managed group carries seven tags. {@code rolegate.dev/cluster}, {@code /vpc}, {@code
 * /namespace} and {@code /name} are the proof; {@code /role}, {@code /purpose} and {@code /owner}
 * are content whose drift is mended. Each rule carries {@code rolegate.dev/cluster}, as content.
 *
 * <p>Anyone with ec2:CreateTags can forge tags, so they do not suffice: the group's name, which EC2
 * never changes, has to be the declared one, or its id the adopted one; and its id has to be the
 * one in the resource's status where that is known. A group with the tags but without the rest is
 * {@link Proof#UNPROVEN} and never changed; a group known by its id that lost tags is {@link
 * Proof#LOST}, and changed only where the platform team consents, see {@link Provenance}: then the
 * tags come first.
 */
public final class Ownership {
  public static final String PREFIX = "rolegate.dev/";
  public static final String CLUSTER = PREFIX + "cluster";
  public static final String VPC = PREFIX + "vpc";
  public static final String NAMESPACE = PREFIX + "namespace";
  public static final String NAME = PREFIX + "name";
  public static final String ROLE = PREFIX + "role";
  public static final String PURPOSE = PREFIX + "purpose";
  public static final String OWNER = PREFIX + "owner";

  /**
   * On a group while it is retired, with the id of the cluster that does it. It tells who looks at
   * the group in AWS, and lets IAM tell such groups apart; what is done to the group, the
   * OrphanedSecurityGroup says.
   */
  public static final String RETIRED = PREFIX + "retired";

  /** How a live group stands to a declaration. */
  public enum Proof {
    /** Managed: tags, name and, where known, id agree. */
    OWNED,
    /** It has the declared name or claims the declaration by its tags, but the rest disagrees. */
    UNPROVEN,
    /** The id is the known one, but the tags that prove ownership are gone or changed. */
    LOST,
    /** Nothing to do with the declaration. */
    FOREIGN
  }

  private Ownership() {}

  /** All tags of a managed group. */
  public static Map<String, String> groupTags(
      String clusterId, String vpc, GroupKey key, String role, String purpose, String owner) {
    Map<String, String> tags = new TreeMap<>(proofTags(clusterId, vpc, key));
    tags.put(ROLE, role);
    tags.put(PURPOSE, purpose);
    tags.put(OWNER, owner);
    return tags;
  }

  /** EC2's description of a group that Rolegate makes, immutable there. */
  public static String description(GroupKey key) {
    return "Rolegate " + key;
  }

  /** The tags of each rule of a managed group. */
  public static Map<String, String> ruleTags(String clusterId) {
    return Map.of(CLUSTER, clusterId);
  }

  private static Map<String, String> proofTags(String clusterId, String vpc, GroupKey key) {
    return Map.of(CLUSTER, clusterId, VPC, vpc, NAMESPACE, key.namespace(), NAME, key.name());
  }

  /**
   * Judges a live group against a declaration. The declaration's known id has to be that of a group
   * that still exists, or empty: a group that was deleted by hand no longer proves anything.
   */
  public static Proof prove(Group live, DesiredGroup declared, DesiredVpc vpc) {
    boolean tagged = hasAll(live, proofTags(vpc.clusterId(), vpc.name(), declared.key()));
    boolean named = isNamed(live, declared);
    if (!declared.knownGroupId().isEmpty()) {
      if (live.groupId().equals(declared.knownGroupId())) {
        return tagged && named ? Proof.OWNED : Proof.LOST;
      }
      return tagged || named ? Proof.UNPROVEN : Proof.FOREIGN;
    }
    if (tagged && named) {
      return Proof.OWNED;
    }
    return tagged || named ? Proof.UNPROVEN : Proof.FOREIGN;
  }

  /**
   * True when the group is the one that the declaration names: the adopted one, or one with the
   * name and the description that Rolegate gives. EC2 changes neither, so no tag can make a foreign
   * group look like this.
   */
  public static boolean isNamed(Group live, DesiredGroup declared) {
    return declared.provenance().adopts()
        ? live.groupId().equals(declared.provenance().adoptId())
        : live.name().equalsIgnoreCase(declared.groupName())
            && live.description().equals(declared.description());
  }

  /** What a live group lacks to be the declared one, a line each; empty for an owned group. */
  public static List<String> disagreements(Group live, DesiredGroup declared, DesiredVpc vpc) {
    List<String> found = new ArrayList<>();
    if (declared.provenance().adopts()) {
      if (!isNamed(live, declared)) {
        found.add("the adopted group is " + declared.provenance().adoptId());
      }
    } else {
      if (!live.name().equalsIgnoreCase(declared.groupName())) {
        found.add("its name is " + live.name() + ", not " + declared.groupName());
      }
      if (!live.description().equals(declared.description())) {
        found.add(
            "its description is \""
                + live.description()
                + "\", not \""
                + declared.description()
                + "\", and EC2 cannot change it");
      }
    }
    new TreeMap<>(proofTags(vpc.clusterId(), vpc.name(), declared.key()))
        .forEach(
            (key, wanted) -> {
              String value = live.tags().get(key);
              if (value == null) {
                found.add("tag " + key + "=" + wanted + " is missing");
              } else if (!value.equals(wanted)) {
                found.add("tag " + key + " is " + value + ", not " + wanted);
              }
            });
    return found;
  }

  /** True when the tags say that this cluster and ManagedVpc made the group. */
  public static boolean claims(Group live, String clusterId, String vpc) {
    return hasAll(live, Map.of(CLUSTER, clusterId, VPC, vpc));
  }

  private static boolean hasAll(Group live, Map<String, String> wanted) {
    return live.tags().entrySet().containsAll(wanted.entrySet());
  }
}
