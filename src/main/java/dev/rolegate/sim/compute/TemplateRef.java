package dev.rolegate.sim.compute;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.state.LaunchTemplate;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Params;
import java.util.Optional;

/** A launch template named in a request, by id or by name. */
record TemplateRef(Optional<String> id, Optional<String> name) {
  static final String DEFAULT = "$Default";
  static final String LATEST = "$Latest";

  /**
   * What {@code LaunchTemplateId} or {@code LaunchTemplateName} says; exactly one must be there.
   */
  static TemplateRef read(Params params) {
    return readOptional(params)
        .orElseThrow(() -> Ec2Error.missing("LaunchTemplateId or LaunchTemplateName"));
  }

  static Optional<TemplateRef> readOptional(Params params) {
    Optional<String> id = params.string("LaunchTemplateId");
    Optional<String> name = params.string("LaunchTemplateName");
    if (id.isPresent() && name.isPresent()) {
      throw Ec2Error.combination(
          "Only one of LaunchTemplateId and LaunchTemplateName may be specified.");
    }
    id.ifPresent(IdKind.LAUNCH_TEMPLATE::check);
    return id.isEmpty() && name.isEmpty()
        ? Optional.empty()
        : Optional.of(new TemplateRef(id, name));
  }

  LaunchTemplate find(Call call) {
    return call.state().owned(LaunchTemplate.class, call.account()).stream()
        .filter(one -> id.map(one.id()::equals).orElseGet(() -> isNamed(one)))
        .findFirst()
        .orElseThrow(this::absent);
  }

  /**
   * A version of it.
   *
   * @param version a number, {@code $Default} or {@code $Latest}
   */
  LaunchTemplate.Version version(Call call, String version) {
    return version(find(call), version);
  }

  static LaunchTemplate.Version version(LaunchTemplate template, String version) {
    long number = number(template, version);
    LaunchTemplate.Version found = template.versions().get(number);
    if (found == null) {
      throw Ec2Error.client(
          "InvalidLaunchTemplateId.VersionNotFound",
          "Could not find the specified version %d for the launch template with ID %s."
              .formatted(number, template.id()));
    }
    return found;
  }

  static long number(LaunchTemplate template, String version) {
    if (version.equals(DEFAULT)) {
      return template.defaultVersion();
    }
    if (version.equals(LATEST)) {
      return template.latestVersion();
    }
    if (!version.matches("[1-9]\\d{0,17}")) {
      throw Ec2Error.invalidValue(
          "Value ("
              + version
              + ") for launch template version is invalid. Use a version number, "
              + LATEST
              + " or "
              + DEFAULT
              + ".");
    }
    return Long.parseLong(version);
  }

  private boolean isNamed(LaunchTemplate template) {
    return name.filter(template.name()::equals).isPresent();
  }

  private Ec2Error absent() {
    return id.map(
            one ->
                Ec2Error.client(
                    "InvalidLaunchTemplateId.NotFound",
                    "The specified launch template, with template ID %s, does not exist."
                        .formatted(one)))
        .orElseGet(
            () ->
                Ec2Error.client(
                    "InvalidLaunchTemplateName.NotFoundException",
                    "The specified launch template, with template name %s, does not exist."
                        .formatted(name.orElse(""))));
  }
}
