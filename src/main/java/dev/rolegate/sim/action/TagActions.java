package dev.rolegate.sim.action;

import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.state.RegionState;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** CreateTags, DeleteTags and DescribeTags, for every kind of resource, rules included. */
final class TagActions implements ActionTable.Family {
  private static final int MOST_RESOURCES = 1000;
  private static final Filters<Tag> FILTERS =
      new Filters<Tag>()
          .field("key", Tag::key)
          .field("value", Tag::value)
          .field("resource-id", tag -> tag.resource().id())
          .field("resource-type", tag -> tag.resource().resourceType())
          .tagValues(tag -> Map.of(tag.key(), tag.value()));

  private record Tag(Entity resource, String key, String value) {
    String order() {
      return resource.id() + "\n" + key;
    }
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateTags", Bucket.TAGS, this::create),
        Action.write("DeleteTags", Bucket.TAGS, this::delete),
        Action.read("DescribeTags", Bucket.NON_MUTATING, this::describe));
  }

  private Consumer<Xml> create(Call call) {
    List<String> ids = resourceIds(call.params());
    Map<String, String> tags = TagParams.listed(call.params());
    if (tags.isEmpty()) {
      throw Ec2Error.missing("Tag");
    }
    call.ready(toTag(call, ids, tags));
    RegionState changed = call.state();
    for (String id : ids) {
      Entity resource = find(call, id);
      Tags all = resource.tags().with(tags);
      TagParams.checkCount(all);
      changed = changed.with(changed.resource(id).orElseThrow().withTags(all));
    }
    call.state(changed);
    return xml -> xml.element("return", true);
  }

  /** A tag to delete: whatever its value, or only if the value is the one that was sent [D]. */
  private record Doomed(String key, Optional<String> value) {
    boolean takes(Map.Entry<String, String> tag) {
      return tag.getKey().equals(key) && value.map(tag.getValue()::equals).orElse(true);
    }
  }

  private Consumer<Xml> delete(Call call) {
    List<String> ids = resourceIds(call.params());
    List<Doomed> doomed =
        call.params().structs("Tag").stream()
            .map(tag -> new Doomed(tag.string("Key").orElse(""), tag.string("Value")))
            .toList();
    for (Doomed one : doomed) {
      TagParams.checkNotReserved(one.key());
    }
    Map<String, String> named = new TreeMap<>();
    doomed.forEach(one -> named.put(one.key(), one.value().orElse("")));
    call.ready(toTag(call, ids, named));
    RegionState changed = call.state();
    for (String id : ids) {
      Entity resource = find(call, id);
      Tags left = resource.tags();
      for (Map.Entry<String, String> tag : resource.tags().values().entrySet()) {
        boolean goes =
            doomed.isEmpty()
                ? !TagParams.isReserved(tag.getKey())
                : doomed.stream().anyMatch(one -> one.takes(tag));
        left = goes ? left.without(tag.getKey()) : left;
      }
      changed = changed.with(changed.resource(id).orElseThrow().withTags(left));
    }
    call.state(changed);
    return xml -> xml.element("return", true);
  }

  private Consumer<Xml> describe(Call call) {
    Predicate<Tag> filter = FILTERS.read(call.params());
    Paging paging = Paging.read(call.params(), "DescribeTags", 5, 1000);
    call.ready();
    List<Tag> matching =
        call.state()
            .resources()
            .filter(resource -> resource.owner().equals(call.account()))
            .flatMap(
                resource ->
                    resource.tags().values().entrySet().stream()
                        .map(tag -> new Tag(resource, tag.getKey(), tag.getValue())))
            .filter(filter)
            .sorted(Comparator.comparing(Tag::order))
            .toList();
    Paging.Page<Tag> page = paging.of(matching, Tag::order);
    return xml ->
        xml.list(
                "tagSet",
                page.items(),
                (item, tag) ->
                    item.element("resourceId", tag.resource().id())
                        .element("resourceType", tag.resource().resourceType())
                        .element("key", tag.key())
                        .element("value", tag.value()))
            .optional("nextToken", page.nextToken());
  }

  private static List<String> resourceIds(Params params) {
    List<String> ids = params.list("ResourceId");
    if (ids.isEmpty()) {
      throw Ec2Error.missing("ResourceId");
    }
    if (ids.size() > MOST_RESOURCES) {
      throw Ec2Error.invalidValue(
          "The maximum number of resources in one request is " + MOST_RESOURCES);
    }
    return ids;
  }

  /** Each resource, with the tags that it is to get or to lose. */
  private static List<Access> toTag(Call call, List<String> ids, Map<String, String> tags) {
    return ids.stream()
        .distinct()
        .map(id -> call.accesses().toTag(IdKind.resourceType(id), id, tags))
        .toList();
  }

  private static Entity find(Call call, String id) {
    return call.state()
        .resource(id)
        .filter(resource -> resource.owner().equals(call.account()))
        .orElseThrow(() -> ResourceIds.notFound(id));
  }
}
