package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Idempotency;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.PrefixList.Entry;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** CreateManagedPrefixList and DeleteManagedPrefixList; both complete in the background. */
final class PrefixListActions implements ActionTable.Family {
  private static final int LARGEST = 1000;
  private static final int LONGEST_NAME = 255;

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateManagedPrefixList", Bucket.MUTATING, this::create),
        Action.write("DeleteManagedPrefixList", Bucket.MUTATING, this::delete));
  }

  private Consumer<Xml> create(Call call) {
    Params params = call.params();
    String name = checkName(params.required("PrefixListName"));
    params.required("MaxEntries");
    int most = checkMost(params.integer("MaxEntries").orElseThrow());
    String family = params.required("AddressFamily");
    List<Entry> sent = Entries.read(params, "Entry");
    Tags tags = TagParams.specified(params, "prefix-list");
    Idempotency once = Idempotency.read(call, "CreateManagedPrefixList");
    if (!family.equals("IPv4") && !family.equals("IPv6")) {
      throw Ec2Error.invalidValue(
          "Value (" + family + ") for parameter addressFamily is invalid. Use IPv4 or IPv6.");
    }
    call.ready(call.arn("prefix-list", "*"));
    Optional<List<String>> earlier = once.earlier();
    if (earlier.isPresent()) {
      return PrefixXml.answer(
          call, IdKind.PREFIX_LIST.find(call, PrefixList.class, earlier.get().get(0)));
    }
    List<Entry> entries = Entries.checked(sent, family);
    Entries.checkSize(entries, most);
    PrefixList made =
        new PrefixList(
            call.world().ids().next("pl"),
            call.account(),
            tags,
            name,
            family,
            most,
            "create-in-progress",
            Optional.empty(),
            1,
            new TreeMap<>(Map.of(1L, entries)));
    call.put(made);
    call.settling(state -> complete(state, made.id()));
    once.remember(List.of(made.id()));
    return PrefixXml.answer(call, made);
  }

  private static RegionState complete(RegionState state, String id) {
    return state
        .find(PrefixList.class, id)
        .filter(list -> list.state().equals("create-in-progress"))
        .map(list -> state.with(list.in("create-complete", Optional.empty())))
        .orElse(state);
  }

  static String checkName(String name) {
    if (name.length() > LONGEST_NAME || name.startsWith("com.amazonaws")) {
      throw Ec2Error.invalidValue(
          "Value ("
              + name
              + ") for parameter prefixListName is invalid. Use up to 255 characters"
              + " that do not start with com.amazonaws.");
    }
    return name;
  }

  static int checkMost(int most) {
    if (most < 1 || most > LARGEST) {
      throw Ec2Error.invalidValue(
          "Value (" + most + ") for parameter maxEntries is invalid. Must be between 1 and 1000.");
    }
    return most;
  }

  private Consumer<Xml> delete(Call call) {
    String id = IdKind.PREFIX_LIST.check(call.params().required("PrefixListId"));
    call.ready(call.arn("prefix-list", id));
    PrefixList found = PrefixLists.changeable(call, id);
    if (!PrefixLists.references(call.state(), id).isEmpty()) {
      throw Ec2Error.client(
          "DependencyViolation",
          "The prefix list '" + id + "' is referenced by other resources and cannot be deleted.");
    }
    PrefixList going = found.in("delete-in-progress", Optional.empty());
    call.put(going);
    call.settling(
        state ->
            state
                .find(PrefixList.class, id)
                .filter(list -> list.state().equals("delete-in-progress"))
                .map(state::without)
                .orElse(state));
    return PrefixXml.answer(call, going);
  }
}
