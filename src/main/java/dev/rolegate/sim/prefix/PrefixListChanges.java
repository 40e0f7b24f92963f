package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.RuleLimits;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.PrefixList.Entry;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * ModifyManagedPrefixList and RestoreManagedPrefixListVersion. Requests are checked at once and
 * take effect in the background. A change of entries makes a new version; of name or size does not
 * [D].
 */
final class PrefixListChanges implements ActionTable.Family {
  private static final int REPORTED = 10;

  private final RuleLimits limits;

  PrefixListChanges(RuleLimits limits) {
    this.limits = limits;
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("ModifyManagedPrefixList", Bucket.MUTATING, this::modify),
        Action.write("RestoreManagedPrefixListVersion", Bucket.MUTATING, this::restore));
  }

  private Consumer<Xml> modify(Call call) {
    Params params = call.params();
    String id = IdKind.PREFIX_LIST.check(params.required("PrefixListId"));
    Optional<Integer> current = params.integer("CurrentVersion");
    Optional<String> name = params.string("PrefixListName").map(PrefixListActions::checkName);
    Optional<Integer> most = params.integer("MaxEntries").map(PrefixListActions::checkMost);
    List<Entry> added = Entries.read(params, "AddEntry");
    List<Entry> removed = Entries.read(params, "RemoveEntry");
    boolean entries = !added.isEmpty() || !removed.isEmpty();
    if (entries && most.isPresent()) {
      throw Ec2Error.combination(
          "You cannot modify the entries and the maximum entries for the prefix list in the same"
              + " request.");
    }
    if (entries && current.isEmpty()) {
      throw Ec2Error.missing("CurrentVersion");
    }
    if (!entries && most.isEmpty() && name.isEmpty()) {
      throw Ec2Error.missing("AddEntry, RemoveEntry, MaxEntries or PrefixListName");
    }
    call.ready(call.arn("prefix-list", id));
    PrefixList found = PrefixLists.changeable(call, id);
    checkVersion(found, current);
    List<Entry> wanted =
        Entries.changed(
            found.entries(),
            Entries.checked(removed, found.addressFamily()),
            Entries.checked(added, found.addressFamily()));
    Entries.checkSize(wanted, most.orElse(found.weight()));
    PrefixList going = found.in("modify-in-progress", Optional.empty());
    call.put(going);
    call.settling(
        state ->
            finish(
                state,
                id,
                list -> {
                  PrefixList renamed = name.map(list::withName).orElse(list);
                  PrefixList filled = entries ? renamed.withEntries(wanted) : renamed;
                  return most.map(size -> resized(state, filled, size))
                      .orElse(filled.in("modify-complete", Optional.empty()));
                }));
    return PrefixXml.answer(call, going);
  }

  private interface Change {
    PrefixList to(PrefixList list);
  }

  private static RegionState finish(RegionState state, String id, Change change) {
    return state
        .find(PrefixList.class, id)
        .filter(PrefixList::isBusy)
        .map(list -> state.with(change.to(list)))
        .orElse(state);
  }

  /**
   * The size counts against the rules quota of each group that refers to the list. If one lacks
   * room, the size stays and the state message names the first ten [D].
   */
  private PrefixList resized(RegionState state, PrefixList list, int size) {
    PrefixList grown = list.withWeight(size);
    RegionState tried = state.with(grown);
    List<String> full =
        PrefixLists.references(tried, list.id()).stream()
            .filter(group -> limits.exceeded(tried, group))
            .map(SecurityGroup::id)
            .limit(REPORTED)
            .toList();
    return full.isEmpty()
        ? grown.in("modify-complete", Optional.empty())
        : list.in(
            "modify-failed",
            Optional.of(
                "The following resources do not support the new maximum size: "
                    + String.join(", ", full)));
  }

  private Consumer<Xml> restore(Call call) {
    Params params = call.params();
    String id = IdKind.PREFIX_LIST.check(params.required("PrefixListId"));
    params.required("PreviousVersion");
    params.required("CurrentVersion");
    long previous = params.integer("PreviousVersion").orElseThrow();
    Optional<Integer> current = params.integer("CurrentVersion");
    call.ready(call.arn("prefix-list", id));
    PrefixList found = PrefixLists.changeable(call, id);
    checkVersion(found, current);
    List<Entry> entries = found.history().get(previous);
    if (entries == null || previous == found.version()) {
      throw Ec2Error.invalidValue(
          "The prefix list '%s' has no previous version %d.".formatted(id, previous));
    }
    Entries.checkSize(entries, found.weight());
    PrefixList going = found.in("restore-in-progress", Optional.empty());
    call.put(going);
    call.settling(
        state ->
            finish(
                state,
                id,
                list -> list.withEntries(entries).in("restore-complete", Optional.empty())));
    return PrefixXml.answer(call, going);
  }

  private static void checkVersion(PrefixList list, Optional<Integer> current) {
    if (current.filter(version -> version != list.version()).isPresent()) {
      throw Ec2Error.client(
          "PrefixListVersionMismatch", "The prefix list has the incorrect version number.");
    }
  }
}
