package dev.rolegate.sim.action;

import dev.rolegate.sim.iam.Access;
import dev.rolegate.sim.iam.RequestContext;
import dev.rolegate.sim.state.Entity;
import dev.rolegate.sim.state.PrefixList;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.wire.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What IAM checks for one call: the resources and the condition keys that the Service Authorization
 * Reference lists for the action [D].
 */
public final class Accesses {
  private static final String NEW = "/*";

  private final Call call;

  Accesses(Call call) {
    this.call = call;
  }

  /** An action that is authorized on no resource. */
  Access toNothing() {
    return Access.to(call.actionName(), Access.ANY, RequestContext::new);
  }

  /** The resource of an ARN of this account and Region; {@code KIND/*} for one to be made. */
  Access to(String arn) {
    String resource = arn.substring(arn.lastIndexOf(':') + 1);
    int slash = resource.indexOf('/');
    return resource.endsWith(NEW)
        ? toNew(resource.substring(0, slash))
        : to(resource.substring(0, slash), resource.substring(slash + 1));
  }

  /** An existing resource, with its attributes. */
  public Access to(String kind, String id) {
    return to(kind, id, () -> new RequestContext());
  }

  /** An existing resource that is to get or to lose tags. */
  Access toTag(String kind, String id, Map<String, String> tags) {
    return to(kind, id, () -> new RequestContext().withRequestTags(tags));
  }

  private Access to(String kind, String id, java.util.function.Supplier<RequestContext> request) {
    Optional<Entity> found =
        call.state()
            .resource(id)
            .filter(one -> one.resourceType().equals(kind))
            .filter(one -> one.owner().equals(call.account()) || one instanceof PrefixList)
            .filter(one -> !(one instanceof SecurityGroup group) || Lookup.isVisible(call, group));
    String owner = found.map(Accesses::owner).orElse(call.account());
    return new Access(
        call.actionName(),
        call.arn(owner, kind, id),
        found.isEmpty(),
        () -> {
          RequestContext context = request.get();
          found.ifPresent(one -> describe(one, context));
          return context;
        });
  }

  /** Lists that AWS manages have {@code aws} where others have the account [D]. */
  private static String owner(Entity entity) {
    return entity.owner().equals(PrefixList.AWS) ? "aws" : entity.owner();
  }

  private void describe(Entity entity, RequestContext context) {
    context.withResourceTags(entity.tags().values());
    if (entity instanceof SecurityGroup group) {
      String vpcOwner =
          call.state().find(Vpc.class, group.vpcId()).map(Vpc::owner).orElse(group.owner());
      context.with("ec2:Vpc", call.arn(vpcOwner, "vpc", group.vpcId()));
      context.with("ec2:SecurityGroupID", group.id());
    } else if (entity instanceof Vpc vpc) {
      context.with("ec2:VpcID", vpc.id());
    }
  }

  /** A resource that the call makes: only the tags that it is to have are known. */
  Access toNew(String kind) {
    Map<String, String> tags = specified().getOrDefault(kind, Map.of());
    return Access.to(
        call.actionName(), call.arn(kind, "*"), () -> new RequestContext().withRequestTags(tags));
  }

  /** Tags in a call that makes something need ec2:CreateTags on it besides [D]. */
  List<Access> toTagWhatIsNew() {
    List<Access> accesses = new ArrayList<>();
    specified()
        .forEach(
            (kind, tags) ->
                accesses.add(
                    Access.to(
                        "ec2:CreateTags",
                        call.arn(kind, "*"),
                        () ->
                            new RequestContext()
                                .withRequestTags(tags)
                                .with(
                                    "ec2:CreateAction",
                                    call.actionName().replaceFirst("^ec2:", "")))));
    return accesses;
  }

  /** The tags of {@code TagSpecification.N} by kind of resource. */
  private Map<String, Map<String, String>> specified() {
    Map<String, Map<String, String>> byKind = new TreeMap<>();
    for (Params specification : call.params().structs("TagSpecification")) {
      Map<String, String> tags =
          byKind.computeIfAbsent(
              specification.string("ResourceType").orElse(""), absent -> new TreeMap<>());
      for (Params tag : specification.structs("Tag")) {
        tags.put(tag.string("Key").orElse(""), tag.string("Value").orElse(""));
      }
    }
    return byKind;
  }
}
