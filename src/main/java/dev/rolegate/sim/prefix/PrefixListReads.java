package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Listing;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.PrefixList.Entry;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * DescribeManagedPrefixLists, DescribePrefixLists (AWS's own with their addresses),
 * GetManagedPrefixListEntries and GetManagedPrefixListAssociations.
 */
final class PrefixListReads implements ActionTable.Family {
  private static final Listing<PrefixList> MANAGED =
      Listing.of(PrefixList.class, IdKind.PREFIX_LIST, "PrefixListId", call -> filters())
          .pages(1, 100)
          .showing(PrefixLists::sees);
  private static final Listing<PrefixList> OF_AWS =
      Listing.of(PrefixList.class, IdKind.PREFIX_LIST, "PrefixListId", call -> filters())
          .showing((call, list) -> list.isAwsManaged());

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.read("DescribeManagedPrefixLists", Bucket.NON_MUTATING, this::describe),
        Action.read("DescribePrefixLists", Bucket.NON_MUTATING, this::describeAws),
        Action.read("GetManagedPrefixListEntries", Bucket.NON_MUTATING, this::entries),
        Action.read("GetManagedPrefixListAssociations", Bucket.NON_MUTATING, this::associations));
  }

  private Consumer<Xml> describe(Call call) {
    Paging.Page<PrefixList> page = MANAGED.page(call);
    return xml ->
        xml.list("prefixListSet", page.items(), (item, one) -> PrefixXml.write(item, call, one))
            .optional("nextToken", page.nextToken());
  }

  private Consumer<Xml> describeAws(Call call) {
    Paging.Page<PrefixList> page = OF_AWS.page(call);
    return xml ->
        xml.list(
                "prefixListSet",
                page.items(),
                (item, one) ->
                    item.element("prefixListId", one.id())
                        .element("prefixListName", one.name())
                        .struct(
                            "cidrSet",
                            set ->
                                one.entries().forEach(entry -> set.element("item", entry.cidr()))))
            .optional("nextToken", page.nextToken());
  }

  private static Filters<PrefixList> filters() {
    return new Filters<PrefixList>()
        .field("owner-id", PrefixList::owner)
        .field("prefix-list-id", PrefixList::id)
        .field("prefix-list-name", PrefixList::name)
        .tags(list -> list.tags().values());
  }

  private Consumer<Xml> entries(Call call) {
    String id = IdKind.PREFIX_LIST.check(call.params().required("PrefixListId"));
    Optional<Integer> version = call.params().integer("TargetVersion");
    Paging paging = Paging.read(call.params(), "GetManagedPrefixListEntries", 1, 100);
    call.ready(call.arn("prefix-list", id));
    PrefixList found = PrefixLists.visible(call, id);
    long target = version.map(Integer::longValue).orElse(found.version());
    List<Entry> entries = found.history().get(target);
    if (entries == null) {
      throw Ec2Error.invalidValue("The prefix list '%s' has no version %d.".formatted(id, target));
    }
    List<Entry> sorted =
        entries.stream().sorted((one, other) -> one.cidr().compareTo(other.cidr())).toList();
    Paging.Page<Entry> page = paging.of(sorted, Entry::cidr);
    return xml ->
        xml.list("entrySet", page.items(), PrefixXml::entry)
            .optional("nextToken", page.nextToken());
  }

  private Consumer<Xml> associations(Call call) {
    String id = IdKind.PREFIX_LIST.check(call.params().required("PrefixListId"));
    Paging paging = Paging.read(call.params(), "GetManagedPrefixListAssociations", 5, 255);
    call.ready(call.arn("prefix-list", id));
    PrefixList found = PrefixLists.visible(call, id);
    if (found.isAwsManaged()) {
      throw Ec2Error.client(
          "OperationNotPermitted",
          "The associations of the prefix list '" + id + "', which AWS manages, are not shown.");
    }
    Paging.Page<SecurityGroup> page =
        paging.of(PrefixLists.references(call.state(), id), SecurityGroup::id);
    return xml ->
        xml.list(
                "prefixListAssociationSet",
                page.items(),
                (item, group) ->
                    item.element("resourceId", group.id()).element("resourceOwner", group.owner()))
            .optional("nextToken", page.nextToken());
  }
}
