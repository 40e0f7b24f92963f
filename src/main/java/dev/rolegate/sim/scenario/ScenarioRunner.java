package dev.rolegate.sim.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.scenario.Scenario.Step;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes the calls of a scenario. */
public final class ScenarioRunner {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  private final Api api;
  private final Map<String, String> saved = new HashMap<>();

  /** The simulator as the runner sees it. */
  public interface Api {
    /**
     * Gives the answer's XML; throws IllegalArgumentException with code and message of an error.
     */
    String call(String account, String region, Map<String, String> params);
  }

  public ScenarioRunner(Api api) {
    this.api = api;
  }

  /**
   * Makes every call.
   *
   * @param defaultAccount for steps that name none
   * @throws IllegalArgumentException if a step is wrong or its call fails; says which and why
   */
  public void run(Scenario scenario, String defaultAccount) {
    for (int i = 0; i < scenario.steps().size(); i++) {
      Step step = scenario.steps().get(i);
      try {
        run(step, defaultAccount);
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "step %d (%s): %s".formatted(i + 1, step.action(), wrong.getMessage()), wrong);
      }
    }
  }

  private void run(Step step, String defaultAccount) {
    if (step.action() == null) {
      throw new IllegalArgumentException("a step needs an 'action'");
    }
    Map<String, String> params = new TreeMap<>();
    step.params().ifPresent(node -> flatten("", node, params));
    params.put("Action", step.action());
    params.put("Version", Service.EC2.version());
    String answer =
        api.call(
            step.account().map(this::filled).orElse(defaultAccount),
            step.region().orElse("us-east-1"),
            params);
    step.save()
        .orElse(Map.of())
        .forEach((name, element) -> saved.put(name, value(answer, element)));
  }

  private void flatten(String name, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        flatten(
            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), into);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + "." + (i + 1), node.get(i), into);
      }
    } else {
      into.put(name, filled(node.asText()));
    }
  }

  private String filled(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(known(found.group(1))));
  }

  private String known(String name) {
    String value = saved.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no earlier step saved '" + name + "'; saved so far: " + saved.keySet());
    }
    return value;
  }

  private static String value(String answer, String element) {
    try {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(answer)))
              .getElementsByTagName(element);
      if (found.getLength() == 0) {
        throw new IllegalArgumentException("the answer has no element '" + element + "' to save");
      }
      return found.item(0).getTextContent();
    } catch (ParserConfigurationException | SAXException | IOException broken) {
      throw new IllegalStateException("cannot read the simulator's own answer", broken);
    }
  }
}
