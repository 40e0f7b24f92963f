package dev.rolegate.sim.scenario;

import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.IdKind;
import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.scenario.Scenario.AddressEntry;
import dev.rolegate.sim.scenario.Scenario.AddressList;
import dev.rolegate.sim.scenario.Scenario.Link;
import dev.rolegate.sim.scenario.Scenario.Network;
import dev.rolegate.sim.scenario.Scenario.Template;
import dev.rolegate.sim.state.Vpc;
import dev.rolegate.sim.state.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds a scenario in a world: prefix lists, then VPCs with subnets and groups, peerings, rules,
 * interfaces and instances, launch templates, other services, and last the behaviour.
 */
public final class ScenarioPlayer {
  private final World world;
  private final ActionTable actions;
  private final Behaviour behaviour;
  private final String defaultAccount;

  public ScenarioPlayer(
      World world, ActionTable actions, Behaviour behaviour, String defaultAccount) {
    this.world = world;
    this.actions = actions;
    this.behaviour = behaviour;
    this.defaultAccount = defaultAccount;
  }

  /**
   * Builds all of it.
   *
   * @param file for messages
   * @throws ScenarioException at the first thing that EC2 would refuse; what was built before stays
   */
  public void play(String file, Scenario scenario) {
    Stage stage = new Stage(world, actions, scenario.region(), file);
    String account = scenario.account().orElse(defaultAccount);
    checkAccount(stage, "account", account);
    world.open(account, scenario.region());
    for (int i = 0; i < scenario.prefixLists().size(); i++) {
      prefixList(stage, "prefixLists[" + i + "]", account, scenario.prefixLists().get(i));
    }
    List<NetworkBuilder> networks = new ArrayList<>();
    for (int i = 0; i < scenario.vpcs().size(); i++) {
      Network network = scenario.vpcs().get(i);
      String where = "vpcs[" + i + "]";
      String owner = network.account().orElse(account);
      checkAccount(stage, where + ".account", owner);
      world.open(owner, scenario.region());
      networks.add(new NetworkBuilder(stage, where, owner, network));
    }
    networks.forEach(NetworkBuilder::createGroups);
    for (int i = 0; i < scenario.peerings().size(); i++) {
      peering(stage, "peerings[" + i + "]", scenario.peerings().get(i));
    }
    networks.forEach(NetworkBuilder::createRules);
    networks.forEach(NetworkBuilder::createMembers);
    for (int i = 0; i < scenario.launchTemplates().size(); i++) {
      template(stage, "launchTemplates[" + i + "]", account, scenario.launchTemplates().get(i));
    }
    for (int i = 0; i < scenario.peerings().size(); i++) {
      endPeering(stage, "peerings[" + i + "]", scenario.peerings().get(i));
    }
    ServiceStage services = new ServiceStage(world, scenario.region(), account, file);
    for (int i = 0; i < scenario.services().size(); i++) {
      services.add("services[" + i + "]", scenario.services().get(i));
    }
    scenario.behaviour().ifPresent(change -> change.apply(behaviour));
  }

  private static void checkAccount(Stage stage, String where, String account) {
    if (!account.matches("\\d{12}")) {
      throw stage.wrong(where, "'" + account + "' must be twelve digits, in quotes");
    }
  }

  private static void prefixList(Stage stage, String where, String account, AddressList list) {
    stage.id(where, IdKind.PREFIX_LIST, list.id());
    Map<String, String> params = new TreeMap<>();
    params.put("PrefixListName", list.name());
    params.put("AddressFamily", list.family().orElse("IPv4"));
    params.put("MaxEntries", String.valueOf(list.maxEntries()));
    for (int i = 0; i < list.entries().size(); i++) {
      AddressEntry entry = list.entries().get(i);
      String prefix = "Entry." + (i + 1);
      params.put(prefix + ".Cidr", entry.cidr());
      entry.description().ifPresent(text -> params.put(prefix + ".Description", text));
    }
    Stage.tag(params, "prefix-list", list.tags());
    stage.call(where, account, "CreateManagedPrefixList", params);
  }

  private static void template(Stage stage, String where, String account, Template template) {
    stage.id(where, IdKind.LAUNCH_TEMPLATE, template.id());
    Map<String, String> params = new TreeMap<>();
    params.put("LaunchTemplateName", template.name());
    data(params, template.parameters());
    Stage.tag(params, "launch-template", template.tags());
    stage.call(where, account, "CreateLaunchTemplate", params);
    for (int i = 0; i < template.versions().size(); i++) {
      Map<String, String> version = new TreeMap<>(Map.of("LaunchTemplateName", template.name()));
      data(version, template.versions().get(i));
      stage.call(where + ".versions[" + i + "]", account, "CreateLaunchTemplateVersion", version);
    }
    template
        .defaultVersion()
        .ifPresent(
            number ->
                stage.call(
                    where + ".defaultVersion",
                    account,
                    "ModifyLaunchTemplate",
                    Map.of(
                        "LaunchTemplateName",
                        template.name(),
                        "SetDefaultVersion",
                        String.valueOf(number))));
  }

  private static void data(Map<String, String> params, Map<String, String> template) {
    template.forEach((name, value) -> params.put("LaunchTemplateData." + name, value));
  }

  private static void peering(Stage stage, String where, Link link) {
    String requester = owner(stage, where + ".requester", link.requester());
    String accepter = owner(stage, where + ".accepter", link.accepter());
    String status = link.status().orElse("active");
    if (!List.of("active", "pending-acceptance", "deleted").contains(status)) {
      throw stage.wrong(
          where + ".status", "'" + status + "' must be active, pending-acceptance or deleted");
    }
    String id = stage.id(where, IdKind.PEERING, link.id());
    stage.call(
        where,
        requester,
        "CreateVpcPeeringConnection",
        Map.of("VpcId", link.requester(), "PeerVpcId", link.accepter(), "PeerOwnerId", accepter));
    if (!status.equals("pending-acceptance")) {
      stage.call(
          where, accepter, "AcceptVpcPeeringConnection", Map.of("VpcPeeringConnectionId", id));
    }
  }

  /** Only now, so that rules could refer to groups on the other side and are stale. */
  private static void endPeering(Stage stage, String where, Link link) {
    if (link.status().filter("deleted"::equals).isPresent()) {
      String requester = owner(stage, where + ".requester", link.requester());
      stage.state().all(dev.rolegate.sim.state.VpcPeering.class).stream()
          .filter(one -> one.connects(link.requester(), link.accepter()) && one.active())
          .forEach(
              one ->
                  stage.call(
                      where,
                      requester,
                      "DeleteVpcPeeringConnection",
                      Map.of("VpcPeeringConnectionId", one.id())));
    }
  }

  private static String owner(Stage stage, String where, String vpcId) {
    return stage
        .state()
        .find(Vpc.class, vpcId)
        .map(Vpc::owner)
        .orElseThrow(
            () -> stage.wrong(where, "there is no VPC '" + vpcId + "'; give vpcs their ids"));
  }
}
