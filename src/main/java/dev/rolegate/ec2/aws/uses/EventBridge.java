package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** ECS tasks that rules start: every rule of every bus, disabled ones too. The SDK has no pages. */
final class EventBridge implements Collector {
  private static final String KIND = "AWS::Events::Rule";

  /** The most that EventBridge gives a page. */
  private static final int PAGE = 100;

  @Override
  public void collect(Search search) {
    search.look(Service.EVENT_BRIDGE, "ListEventBuses", List.of(KIND), () -> buses(search));
  }

  private static void buses(Search search) {
    EventBridgeClient client = search.client(Service.EVENT_BRIDGE, EventBridgeClient::builder);
    String token = null;
    do {
      String from = token;
      ListEventBusesResponse page =
          client.listEventBuses(request -> request.limit(PAGE).nextToken(from));
      Answers.given(page.hasEventBuses(), page.eventBuses())
          .forEach(
              bus ->
                  search.unlessGone(
                      "event bus " + bus.name(), () -> rules(search, client, bus.name())));
      token = Answers.next(token, page.nextToken());
    } while (token != null);
  }

  private static void rules(Search search, EventBridgeClient client, String bus) {
    String token = null;
    do {
      String from = token;
      ListRulesResponse page =
          client.listRules(request -> request.eventBusName(bus).limit(PAGE).nextToken(from));
      Answers.given(page.hasRules(), page.rules())
          .forEach(
              rule ->
                  search.unlessGone(
                      "EventBridge rule " + rule.name() + " of bus " + bus,
                      () -> targets(search, client, bus, rule)));
      token = Answers.next(token, page.nextToken());
    } while (token != null);
  }

  private static void targets(Search search, EventBridgeClient client, String bus, Rule rule) {
    String token = null;
    do {
      String from = token;
      ListTargetsByRuleResponse page =
          client.listTargetsByRule(
              request -> request.eventBusName(bus).rule(rule.name()).limit(PAGE).nextToken(from));
      for (Target target : Answers.given(page.hasTargets(), page.targets())) {
        if (target.ecsParameters() != null
            && target.ecsParameters().networkConfiguration() != null
            && target.ecsParameters().networkConfiguration().awsvpcConfiguration() != null) {
          search.found(
              target.ecsParameters().networkConfiguration().awsvpcConfiguration().securityGroups(),
              KIND,
              "EventBridge rule " + rule.name() + " of bus " + bus + ", target " + target.id());
        }
      }
      token = Answers.next(token, page.nextToken());
    } while (token != null);
  }
}
