package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.action.Idempotency;
import dev.rolegate.sim.action.TagParams;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.network.Times;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** CreateLaunchTemplate, ModifyLaunchTemplate, DeleteLaunchTemplate and DescribeLaunchTemplates. */
final class LaunchTemplates implements ActionTable.Family {
  private static final int MOST_AT_ONCE = 200;

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateLaunchTemplate", Bucket.MUTATING, this::create),
        Action.write("ModifyLaunchTemplate", Bucket.MUTATING, this::modify),
        Action.write("DeleteLaunchTemplate", Bucket.MUTATING, this::delete),
        Action.listing("DescribeLaunchTemplates", this::describe));
  }

  private Consumer<Xml> create(Call call) {
    Params params = call.params();
    String name = params.required("LaunchTemplateName");
    Optional<String> description = params.string("VersionDescription");
    Map<String, String> data = data(params);
    Tags tags = TagParams.specified(params, "launch-template");
    Idempotency once = Idempotency.read(call, "CreateLaunchTemplate");
    checkName(name);
    call.ready(call.arn("launch-template", "*"));
    Optional<List<String>> earlier = once.earlier();
    if (earlier.isPresent()) {
      return answer(IdKind.LAUNCH_TEMPLATE.find(call, LaunchTemplate.class, earlier.get().get(0)));
    }
    if (owned(call).stream().anyMatch(one -> one.name().equals(name))) {
      throw Ec2Error.client(
          "InvalidLaunchTemplateName.AlreadyExistsException",
          "Launch template name already in use.");
    }
    LaunchTemplate made =
        new LaunchTemplate(
                call.world().ids().next("lt"),
                call.account(),
                tags,
                name,
                call.now(),
                call.caller().arn(),
                1,
                1,
                new TreeMap<>())
            .adding(new LaunchTemplate.Version(1, description, call.now(), data));
    call.put(made);
    once.remember(List.of(made.id()));
    return answer(made);
  }

  /**
   * The parameters of {@code LaunchTemplateData}, known ones only; what they name is not checked.
   */
  static Map<String, String> data(Params params) {
    Params data = params.struct("LaunchTemplateData");
    LaunchSpec.read(data);
    data.skim("DisableApiTermination");
    String prefix = data.nameOf("");
    Map<String, String> all = new TreeMap<>();
    params
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                all.put(name.substring(prefix.length()), value);
              }
            });
    if (all.isEmpty()) {
      throw Ec2Error.missing("LaunchTemplateData");
    }
    return all;
  }

  private static void checkName(String name) {
    if (!name.matches("[a-zA-Z0-9().\\-/_]{3,128}")) {
      throw Ec2Error.client(
          "InvalidLaunchTemplateName.MalformedException",
          "A launch template name must be between 3 and 128 characters, and may contain letters,"
              + " numbers, and the following characters: - ( ) . / _.");
    }
  }

  private Consumer<Xml> modify(Call call) {
    TemplateRef ref = TemplateRef.read(call.params());
    String version = call.params().required("SetDefaultVersion");
    call.params().string("ClientToken");
    call.ready(call.arn("launch-template", ref.id().orElse("*")));
    LaunchTemplate found = ref.find(call);
    LaunchTemplate changed = found.withDefault(TemplateRef.version(found, version).number());
    call.put(changed);
    return answer(changed);
  }

  private Consumer<Xml> delete(Call call) {
    TemplateRef ref = TemplateRef.read(call.params());
    call.ready(call.arn("launch-template", ref.id().orElse("*")));
    LaunchTemplate found = ref.find(call);
    call.remove(found);
    return answer(found);
  }

  private Consumer<Xml> describe(Call call) {
    Params params = call.params();
    List<TemplateRef> wanted = new ArrayList<>();
    params
        .list("LaunchTemplateId")
        .forEach(
            id ->
                wanted.add(
                    new TemplateRef(
                        Optional.of(IdKind.LAUNCH_TEMPLATE.check(id)), Optional.empty())));
    params
        .list("LaunchTemplateName")
        .forEach(name -> wanted.add(new TemplateRef(Optional.empty(), Optional.of(name))));
    params.flag("IncludeManagedResources");
    Predicate<LaunchTemplate> filter =
        new Filters<LaunchTemplate>()
            .field("create-time", one -> Times.text(one.created()))
            .field("launch-template-name", LaunchTemplate::name)
            .tags(one -> one.tags().values())
            .read(params);
    Paging paging = Paging.read(params, "DescribeLaunchTemplates", 1, MOST_AT_ONCE);
    call.ready();
    List<LaunchTemplate> chosen =
        wanted.isEmpty()
            ? owned(call)
            : wanted.stream()
                .map(ref -> ref.find(call))
                .distinct()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    Paging.Page<LaunchTemplate> page =
        paging.of(chosen.stream().filter(filter).toList(), LaunchTemplate::id);
    return xml ->
        xml.list("launchTemplates", page.items(), TemplateXml::template)
            .optional("nextToken", page.nextToken());
  }

  static List<LaunchTemplate> owned(Call call) {
    return call.state().owned(LaunchTemplate.class, call.account());
  }

  private static Consumer<Xml> answer(LaunchTemplate one) {
    return xml -> xml.struct("launchTemplate", item -> TemplateXml.template(item, one));
  }
}
