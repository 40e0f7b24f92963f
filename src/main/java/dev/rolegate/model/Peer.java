package dev.rolegate.model;

/**
 * The other end of a rule: exactly one of an address block, a prefix list, a group by its id, or a
 * declared group whose id is not known yet.
 */
public sealed interface Peer extends Comparable<Peer> {

  /** An IPv4 or IPv6 block. */
  record Address(Cidr cidr) implements Peer {
    @Override
    public String toString() {
      return cidr.toString();
    }
  }

  /** A managed prefix list; its content is not looked at. */
  record PrefixList(String id) implements Peer {
    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * A security group by its id. The account is what a call needs for a group of a peered VPC in
   * another account, empty for the own one. Ids are unique across accounts, and EC2 answers with an
   * account where none was given, so the account is no part of what the peer is.
   */
  record Group(String groupId, String accountId) implements Peer {
    public Group(String groupId) {
      this(groupId, "");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Group that && groupId.equals(that.groupId);
    }

    @Override
    public int hashCode() {
      return groupId.hashCode();
    }

    @Override
    public String toString() {
      return groupId;
    }
  }

  /** A group that is declared; a plan replaces it with {@link Group} as soon as it exists. */
  record Declared(GroupKey key) implements Peer {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** By kind (addresses, prefix lists, groups, declared groups), then by text. */
  @Override
  default int compareTo(Peer other) {
    int kinds = Integer.compare(rank(this), rank(other));
    return kinds != 0 ? kinds : toString().compareTo(other.toString());
  }

  private static int rank(Peer peer) {
    if (peer instanceof Address address) {
      return address.cidr().family() == Family.IPV4 ? 0 : 1;
    }
    return peer instanceof PrefixList ? 2 : peer instanceof Group ? 3 : 4;
  }

  /** True when EC2 can turn a rule with the one peer into a rule with the other in place. */
  default boolean sameKindAs(Peer other) {
    int mine = Math.min(rank(this), 3);
    return mine == Math.min(rank(other), 3);
  }
}
