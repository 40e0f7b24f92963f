package dev.rolegate.usage;

import dev.rolegate.model.Group;
import dev.rolegate.model.GroupKey;
import dev.rolegate.model.NeverTouch;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.VpcSnapshot;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which groups of a VPC may be orphans: those of the VPC's own account that evidently belong to
 * nobody and that no document means. Tags of Rolegate give nothing by themselves, since anybody who
 * may tag can write them: without the name and description that go with them, which EC2 never
 * changes, a group is judged as an untagged one.
 *
 * @param candidates by id
 * @param others every other group of the snapshot, by id, and why it is none
 */
public record Candidates(Map<String, Candidate> candidates, Map<String, Excluded> others) {

  /**
   * A group that may be an orphan.
   *
   * @param madeByUs true for a group that Rolegate made for a declaration that is gone: such a one
   *     may be retired without being chosen
   */
  public record Candidate(String groupId, boolean madeByUs) {}

  /**
   * A group that is none.
   *
   * @param text why, for people
   */
  public record Excluded(String groupId, Why why, String text) {}

  /** Why a group is no candidate. */
  public enum Why {
    /** It evidently belongs to somebody else, or EC2 never deletes it. */
    NEVER_TOUCH,
    /** A RoleSecurityGroup means it. */
    DECLARED,
    /** A RoleSecurityGroup names it as a peer. */
    PEER,
    /** The ManagedVpc offers it for adoption. */
    ADOPTABLE,
    /** The ManagedVpc says that it stays. */
    KEPT
  }

  /**
   * What a RoleSecurityGroup of the ManagedVpc says about its group, whatever its state.
   *
   * @param groupName the wanted name; empty for an adopted group
   * @param knownGroupId the id in its status; empty where none is known
   * @param adoptId the group that it takes over; empty where it takes over none
   */
  public record Declared(GroupKey key, String groupName, String knownGroupId, String adoptId) {}

  /**
   * What the documents of a VPC say.
   *
   * @param clusterId the configured id of this cluster
   * @param vpc name of the ManagedVpc
   * @param declared every RoleSecurityGroup of the ManagedVpc, suspended, refused and leaving ones
   *     too
   * @param peers ids of groups that any of them names as a peer, in effect yet or not
   * @param adoptable ids of groups that the ManagedVpc offers for adoption
   * @param keep groups that the ManagedVpc keeps
   */
  public record Documents(
      String clusterId,
      String vpc,
      Collection<Declared> declared,
      Set<String> peers,
      Set<String> adoptable,
      GroupMatch keep) {
    public Documents {
      declared = List.copyOf(declared);
      peers = Set.copyOf(peers);
      adoptable = Set.copyOf(adoptable);
    }
  }

  public Candidates {
    candidates = Collections.unmodifiableMap(new TreeMap<>(candidates));
    others = Collections.unmodifiableMap(new TreeMap<>(others));
  }

  public static Candidates of(VpcSnapshot snapshot, Documents documents) {
    Map<String, Candidate> candidates = new TreeMap<>();
    Map<String, Excluded> others = new TreeMap<>();
    DeclaredGroups meant = new DeclaredGroups(documents.declared());
    String account = snapshot.account();
    for (Group group : snapshot.groups().values()) {
      String id = group.groupId();
      Optional<Excluded> excluded =
          meant
              .of(group)
              .map(
                  key ->
                      new Excluded(id, Why.DECLARED, "it is the group of RoleSecurityGroup " + key))
              .or(() -> peer(group, documents))
              .or(() -> neverTouch(group, account, documents))
              .or(() -> offered(group, documents))
              .or(() -> kept(group, documents));
      if (excluded.isPresent()) {
        others.put(id, excluded.get());
      } else {
        candidates.put(id, new Candidate(id, isMadeByUs(group, documents)));
      }
    }
    return new Candidates(candidates, others);
  }

  private static Optional<Excluded> peer(Group group, Documents documents) {
    return documents.peers().contains(group.groupId())
        ? Optional.of(
            new Excluded(group.groupId(), Why.PEER, "a RoleSecurityGroup names it as a peer"))
        : Optional.empty();
  }

  private static Optional<Excluded> neverTouch(Group group, String account, Documents documents) {
    return NeverTouch.ofUndeclared(group, account, documents.clusterId(), documents.vpc())
        .map(found -> new Excluded(group.groupId(), Why.NEVER_TOUCH, found.text()));
  }

  private static Optional<Excluded> offered(Group group, Documents documents) {
    return documents.adoptable().contains(group.groupId())
        ? Optional.of(
            new Excluded(
                group.groupId(),
                Why.ADOPTABLE,
                "spec.adoptable of ManagedVpc " + documents.vpc() + " names it"))
        : Optional.empty();
  }

  private static Optional<Excluded> kept(Group group, Documents documents) {
    return documents
        .keep()
        .on(group)
        .map(
            by ->
                new Excluded(
                    group.groupId(),
                    Why.KEPT,
                    "spec.orphans.keep of ManagedVpc "
                        + documents.vpc()
                        + " names it, by its "
                        + by));
  }

  private static boolean isMadeByUs(Group group, Documents documents) {
    String namespace = group.tags().get(Ownership.NAMESPACE);
    String name = group.tags().get(Ownership.NAME);
    if (namespace == null
        || name == null
        || !Ownership.claims(group, documents.clusterId(), documents.vpc())) {
      return false;
    }
    GroupKey key = new GroupKey(namespace, name);
    return group.name().equalsIgnoreCase(key.toString())
        && group.description().equals(Ownership.description(key));
  }
}
