package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Action;
import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.Idempotency;
import dev.rolegate.sim.fault.Bucket;
import dev.rolegate.sim.network.Times;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Filters;
import dev.rolegate.sim.wire.Paging;
import dev.rolegate.sim.wire.Params;
import dev.rolegate.sim.wire.Xml;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** CreateLaunchTemplateVersion and DescribeLaunchTemplateVersions. */
final class TemplateVersions implements ActionTable.Family {
  private static final int MOST_AT_ONCE = 200;

  private record Numbered(LaunchTemplate template, LaunchTemplate.Version version) {
    /** Sorts the versions of a template by number. */
    String key() {
      return String.format(Locale.ROOT, "%s/%019d", template.id(), version.number());
    }

    List<String> data(String name) {
      String value = version.data().get(name);
      return value == null ? List.of() : List.of(value);
    }
  }

  @Override
  public Collection<Action> actions() {
    return List.of(
        Action.write("CreateLaunchTemplateVersion", Bucket.MUTATING, this::create),
        Action.listing("DescribeLaunchTemplateVersions", this::describe));
  }

  private Consumer<Xml> create(Call call) {
    Params params = call.params();
    TemplateRef ref = TemplateRef.read(params);
    Optional<String> source = params.string("SourceVersion");
    Optional<String> description = params.string("VersionDescription");
    Map<String, String> sent = LaunchTemplates.data(params);
    Idempotency once = Idempotency.read(call, "CreateLaunchTemplateVersion");
    call.ready(call.arn("launch-template", ref.id().orElse("*")));
    LaunchTemplate found = ref.find(call);
    Optional<List<String>> earlier = once.earlier();
    if (earlier.isPresent()) {
      return answer(found, TemplateRef.version(found, earlier.get().get(0)));
    }
    Map<String, String> data = new TreeMap<>();
    source.ifPresent(number -> data.putAll(TemplateRef.version(found, number).data()));
    data.putAll(sent);
    LaunchTemplate.Version made =
        new LaunchTemplate.Version(found.latestVersion() + 1, description, call.now(), data);
    LaunchTemplate changed = found.adding(made);
    call.put(changed);
    once.remember(List.of(String.valueOf(made.number())));
    return answer(changed, made);
  }

  private static Consumer<Xml> answer(LaunchTemplate template, LaunchTemplate.Version version) {
    return xml ->
        xml.struct("launchTemplateVersion", item -> TemplateXml.version(item, template, version));
  }

  private Consumer<Xml> describe(Call call) {
    Params params = call.params();
    Optional<TemplateRef> ref = TemplateRef.readOptional(params);
    List<String> wanted = params.list("LaunchTemplateVersion");
    Optional<String> least = params.string("MinVersion");
    Optional<String> most = params.string("MaxVersion");
    params.skim("ResolveAlias");
    params.flag("IncludeManagedResources");
    Predicate<Numbered> filter = filters().read(params);
    Paging paging = Paging.read(params, "DescribeLaunchTemplateVersions", 1, MOST_AT_ONCE);
    boolean aliases =
        wanted.stream()
            .allMatch(one -> one.equals(TemplateRef.LATEST) || one.equals(TemplateRef.DEFAULT));
    if (ref.isEmpty() && (wanted.isEmpty() || !aliases)) {
      throw Ec2Error.missing("LaunchTemplateId or LaunchTemplateName");
    }
    call.ready();
    List<LaunchTemplate> templates =
        ref.map(one -> List.of(one.find(call))).orElseGet(() -> LaunchTemplates.owned(call));
    List<Numbered> found =
        templates.stream()
            .flatMap(one -> versions(one, wanted, least, most))
            .filter(filter)
            .distinct()
            .sorted((one, other) -> one.key().compareTo(other.key()))
            .toList();
    Paging.Page<Numbered> page = paging.of(found, Numbered::key);
    return xml ->
        xml.list(
                "launchTemplateVersionSet",
                page.items(),
                (item, one) -> TemplateXml.version(item, one.template(), one.version()))
            .optional("nextToken", page.nextToken());
  }

  private static Stream<Numbered> versions(
      LaunchTemplate template, List<String> wanted, Optional<String> least, Optional<String> most) {
    if (!wanted.isEmpty()) {
      return wanted.stream().map(one -> new Numbered(template, TemplateRef.version(template, one)));
    }
    long from = least.map(one -> TemplateRef.number(template, one)).orElse(1L);
    long to = most.map(one -> TemplateRef.number(template, one)).orElse(Long.MAX_VALUE);
    return template.versions().values().stream()
        .filter(one -> one.number() >= from && one.number() <= to)
        .map(one -> new Numbered(template, one));
  }

  private static Filters<Numbered> filters() {
    return new Filters<Numbered>()
        .field("create-time", one -> Times.text(one.version().created()))
        .fields("image-id", one -> one.data("ImageId"))
        .fields("instance-type", one -> one.data("InstanceType"))
        .fields("iam-instance-profile", one -> one.data("IamInstanceProfile.Arn"))
        .field(
            "is-default-version",
            one -> String.valueOf(one.version().number() == one.template().defaultVersion()));
  }
}
