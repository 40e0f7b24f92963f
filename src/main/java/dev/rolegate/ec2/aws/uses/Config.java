package dev.rolegate.ec2.aws.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecorderStatusResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecordersResponse;
import software.amazon.awssdk.services.config.model.SelectResourceConfigResponse;

/**
 * What AWS Config has recorded of kinds that no other collector reads. Where no recorder works,
 * nothing is asked and nothing claimed: the report is complete and covers no kind.
 */
final class Config implements Collector {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** AWS Config writes it in capitals, although its model has it otherwise. */
  private static final String SUCCESS = "SUCCESS";

  /** The most that the query gives a page. */
  private static final int PAGE = 100;

  @Override
  public void collect(Search search) {
    Set<String> recorded = new TreeSet<>();
    search.look(
        Service.CONFIG,
        "DescribeConfigurationRecorders",
        List.of(),
        () -> recorded.addAll(recorded(client(search))));
    if (!recorded.isEmpty()) {
      search.look(Service.CONFIG, "SelectResourceConfig", recorded, () -> query(search, recorded));
    }
  }

  private static ConfigClient client(Search search) {
    return search.client(Service.CONFIG, ConfigClient::builder);
  }

  private static Set<String> recorded(ConfigClient client) {
    DescribeConfigurationRecordersResponse recorders = client.describeConfigurationRecorders();
    List<ConfigurationRecorder> all =
        Answers.given(recorders.hasConfigurationRecorders(), recorders.configurationRecorders());
    if (all.isEmpty()) {
      return Set.of();
    }
    Set<String> working = working(client);
    Set<String> kinds = new TreeSet<>();
    for (ConfigurationRecorder recorder : all) {
      if (working.contains(recorder.name())) {
        kinds.addAll(Recording.kinds(recorder, ConfigKinds.all()));
      }
    }
    return kinds;
  }

  /**
   * One that stopped, or whose last attempt failed, may miss what came since; one that has not
   * recorded yet, what was there before.
   */
  private static Set<String> working(ConfigClient client) {
    DescribeConfigurationRecorderStatusResponse answer =
        client.describeConfigurationRecorderStatus();
    Set<String> working = new HashSet<>();
    Answers.given(answer.hasConfigurationRecordersStatus(), answer.configurationRecordersStatus())
        .forEach(
            status -> {
              if (Boolean.TRUE.equals(status.recording())
                  && SUCCESS.equalsIgnoreCase(status.lastStatusAsString())) {
                working.add(status.name());
              }
            });
    return working;
  }

  private static void query(Search search, Set<String> kinds) {
    ConfigClient client = client(search);
    for (String expression : ConfigKinds.queries(kinds)) {
      for (SelectResourceConfigResponse page :
          client.selectResourceConfigPaginator(
              request -> request.expression(expression).limit(PAGE))) {
        Answers.given(page.hasResults(), page.results()).forEach(one -> found(search, one));
      }
    }
  }

  private static void found(Search search, String result) {
    try {
      JsonNode resource = JSON.readTree(result);
      String kind = resource.path("resourceType").asText();
      if (kind.isEmpty()) {
        search.unsure("AWS Config gave a result that does not say of which kind it is");
      }
      String name = resource.path("resourceName").asText(resource.path("resourceId").asText());
      search.found(
          GroupIds.in(result),
          kind,
          kind.replaceFirst("^AWS::", "").replace("::", " ") + " " + name);
    } catch (JsonProcessingException e) {
      search.unsure("AWS Config gave a result that is no JSON: " + e.getOriginalMessage());
    }
  }
}
