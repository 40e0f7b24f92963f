package dev.rolegate.sim.services;

import static dev.rolegate.sim.services.Reads.arn;

import dev.rolegate.sim.action.Call;
import dev.rolegate.sim.state.ServiceResource;
import dev.rolegate.sim.wire.Tree;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Recorders of AWS Config, and what they have recorded. */
final class Recorders {
  static final String RECORDER = "AWS::Config::ConfigurationRecorder";

  /** Kinds that Config does not know. */
  private static final Set<String> NEVER = Set.of(RECORDER, "AWS::EC2::SpotInstanceRequest");

  private static final String KINDS = "resourceTypes";

  private Recorders() {}

  static List<ServiceResource> all(Call call) {
    return Reads.all(call, RECORDER);
  }

  private static boolean isRecording(ServiceResource recorder) {
    return recorder.fact("recording", "true").equals("true");
  }

  /** The kinds that it is told to record; none for every kind that Config knows. */
  private static List<String> kinds(ServiceResource recorder) {
    return recorder.facts().get(KINDS) instanceof Collection<?> some
        ? some.stream().map(String::valueOf).toList()
        : List.of();
  }

  static Tree shape(Call call, ServiceResource one) {
    List<String> kinds = kinds(one);
    boolean every = kinds.isEmpty();
    return Tree.of(
        "arn",
        arn(call, "config", "configuration-recorder/" + one.name()),
        "name",
        one.name(),
        "roleARN",
        "arn:aws:iam::" + call.account() + ":role/config",
        "recordingGroup",
        Tree.of(
            "allSupported",
            every,
            "includeGlobalResourceTypes",
            false,
            KINDS,
            kinds,
            "recordingStrategy",
            Tree.of(
                "useOnly",
                every ? "ALL_SUPPORTED_RESOURCE_TYPES" : "INCLUSION_BY_RESOURCE_TYPES")));
  }

  static Tree status(Call call, ServiceResource one) {
    boolean recording = isRecording(one);
    return Tree.of(
        "arn",
        arn(call, "config", "configuration-recorder/" + one.name()),
        "name",
        one.name(),
        "lastStartTime",
        Reads.MADE,
        "recording",
        recording,
        "lastStatus",
        one.fact("lastStatus", recording ? "SUCCESS" : "PENDING"));
  }

  /** What recorders that are at work have recorded, in order of kind and ARN. */
  static List<ServiceResource> recorded(Call call) {
    List<ServiceResource> recorders = all(call).stream().filter(Recorders::isRecording).toList();
    return call.state().owned(ServiceResource.class, call.account()).stream()
        .filter(one -> !NEVER.contains(one.kind()))
        .filter(one -> recorders.stream().anyMatch(recorder -> records(recorder, one)))
        .sorted(Comparator.comparing(ServiceResource::kind).thenComparing(ServiceResource::id))
        .toList();
  }

  private static boolean records(ServiceResource recorder, ServiceResource one) {
    List<String> kinds = kinds(recorder);
    return kinds.isEmpty() || kinds.contains(one.kind());
  }
}
