package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.Cidrs;
import dev.rolegate.sim.state.PrefixList.Entry;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the entries of prefix lists and changes lists of them. */
public final class Entries {
  private static final int MOST_IN_A_REQUEST = 100;
  private static final int LONGEST_DESCRIPTION = 255;

  private Entries() {}

  /** The entries of {@code NAME.N}, at most 100 [D]. */
  static List<Entry> read(Params params, String name) {
    List<Entry> entries = new ArrayList<>();
    for (Params one : params.structs(name)) {
      entries.add(new Entry(one.required("Cidr"), one.string("Description")));
    }
    if (entries.size() > MOST_IN_A_REQUEST) {
      throw Ec2Error.invalidValue("The number of entries per request cannot exceeds limit (100).");
    }
    return entries;
  }

  /** The entries with blocks of the family in canonical form. */
  public static List<Entry> checked(List<Entry> entries, String family) {
    List<Entry> checked = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Entry one : entries) {
      String cidr = canonical(one.cidr(), family);
      if (!seen.add(cidr)) {
        throw Ec2Error.invalidValue("The CIDR " + cidr + " is specified more than once.");
      }
      if (one.description().filter(text -> text.length() > LONGEST_DESCRIPTION).isPresent()) {
        throw Ec2Error.invalidValue(
            "The description of an entry can have up to 255 characters: " + one.cidr());
      }
      checked.add(new Entry(cidr, one.description().filter(text -> !text.isEmpty())));
    }
    return checked;
  }

  /** {@code old} without {@code removed} and with {@code added}; all of them must make sense. */
  static List<Entry> changed(List<Entry> old, List<Entry> removed, List<Entry> added) {
    List<Entry> entries = new ArrayList<>(old);
    for (Entry one : removed) {
      if (!entries.removeIf(entry -> entry.cidr().equals(one.cidr()))) {
        throw Ec2Error.invalidValue(
            "The CIDR " + one.cidr() + " is not an entry of the prefix list.");
      }
      if (added.stream().anyMatch(entry -> entry.cidr().equals(one.cidr()))) {
        throw Ec2Error.invalidValue(
            "The CIDR " + one.cidr() + " cannot be added and removed in the same request.");
      }
    }
    for (Entry one : added) {
      if (entries.stream().anyMatch(entry -> entry.cidr().equals(one.cidr()))) {
        throw Ec2Error.invalidValue(
            "The CIDR " + one.cidr() + " is an entry of the prefix list already.");
      }
      entries.add(one);
    }
    return entries;
  }

  /** No more entries than the list may have [D]. */
  static void checkSize(List<Entry> entries, int most) {
    if (entries.size() > most) {
      throw Ec2Error.client(
          "PrefixListMaxEntriesExceeded",
          "You've reached the maximum number of entries for the prefix list.");
    }
  }

  private static String canonical(String cidr, String family) {
    return family.equals("IPv4") ? Cidrs.ipv4(cidr).cidr() : Cidrs.ipv6(cidr).cidr();
  }
}
