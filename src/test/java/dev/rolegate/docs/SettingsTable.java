package dev.rolegate.docs;

import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.operator.RolegateConfig;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every setting of the operator, from the interface that reads it and its comments. */
final class SettingsTable {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/rolegate/operator/RolegateConfig.java");
  private static final Pattern COMMENTED =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\(\"[^\"]*\"\\))?\\s*)*[\\w<>., ]+ (\\w+)\\(\\);",
          Pattern.DOTALL);

  /** What is taken where nothing is set, for settings without a default of their own. */
  private static final Map<String, Object> DEFAULTS = defaults();

  private SettingsTable() {}

  /** One setting. */
  record Setting(String property, String environment, Class<?> type, String preset, String why) {}

  private static Map<String, Object> defaults() {
    WorkerSettings worker = WorkerSettings.DEFAULTS;
    AwsSettings aws = AwsSettings.defaults("any");
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("rolegate.cluster-id", "none, required");
    defaults.put("rolegate.expiry-notices", Pages.code("7d,1d"));
    defaults.put("rolegate.settle", worker.settle());
    defaults.put("rolegate.own-writes", worker.ownWrites());
    defaults.put("rolegate.pass-limit", worker.passLimit());
    defaults.put("rolegate.parallel", worker.parallel());
    defaults.put("rolegate.rules-per-group", worker.rulesPerGroup());
    defaults.put("rolegate.ec2.budget-share", aws.budgetShare());
    defaults.put("rolegate.ec2.attempt-timeout", aws.attemptTimeout());
    defaults.put("rolegate.ec2.call-timeout", aws.callTimeout());
    defaults.put("rolegate.ec2.budgets.ACTION.capacity", "the published bucket times the share");
    defaults.put(
        "rolegate.ec2.budgets.ACTION.refill-per-second", "the published bucket times the share");
    defaults.put("rolegate.lease.namespace", "the pod's");
    defaults.put("rolegate.audit.file", "none");
    return defaults;
  }

  static String table() {
    return Pages.table(
        List.of(
            "property", "environment variable", "default", "what it decides, and why this much"),
        all().stream()
            .map(
                s ->
                    List.of(
                        Pages.code(s.property()),
                        Pages.code(s.environment()),
                        s.preset(),
                        Pages.text(s.why())))
            .toList());
  }

  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>();
    collect("rolegate", RolegateConfig.class, comments(), "", settings);
    return settings;
  }

  private static void collect(
      String prefix,
      Class<?> group,
      Map<String, String> comments,
      String why,
      List<Setting> settings) {
    List<String> order = List.copyOf(comments.keySet());
    Method[] methods = group.getDeclaredMethods();
    Arrays.sort(
        methods,
        Comparator.comparing((Method m) -> m.getReturnType().isInterface() && isGroup(m))
            .thenComparing(m -> order.indexOf(m.getName()))
            .thenComparing(Method::getName));
    for (Method method : methods) {
      String property = prefix + "." + kebab(method.getName());
      String said = comments.getOrDefault(method.getName(), why);
      Class<?> type = method.getReturnType();
      if (type == Map.class) {
        Class<?> values = (Class<?>) argument(method, 1);
        collect(property + ".ACTION", values, comments, said, settings);
      } else if (isGroup(method)) {
        collect(property, type, comments, said, settings);
      } else {
        Class<?> plain = type == Optional.class ? plain(argument(method, 0)) : type;
        settings.add(
            new Setting(property, environment(property), plain, preset(method, property), said));
      }
    }
  }

  /** Of a list, what it is a list of. */
  private static Class<?> plain(Type type) {
    return type instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : (Class<?>) type;
  }

  private static boolean isGroup(Method method) {
    return method.getReturnType().getEnclosingClass() == RolegateConfig.class;
  }

  private static Type argument(Method method, int index) {
    return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[index];
  }

  private static String preset(Method method, String property) {
    WithDefault preset = method.getAnnotation(WithDefault.class);
    if (preset != null) {
      return Pages.code(preset.value());
    }
    Object known = DEFAULTS.get(property);
    if (known == null) {
      throw new AssertionError("SettingsTable knows no default of " + property + ": add it there");
    }
    if (known instanceof Duration duration) {
      return Pages.code(duration.toSeconds() + "s");
    }
    return known instanceof String words ? words : Pages.code(known.toString());
  }

  private static String environment(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** Comments by method, in the order of the source. */
  private static Map<String, String> comments() {
    Map<String, String> comments = new java.util.LinkedHashMap<>();
    Matcher matcher = COMMENTED.matcher(Pages.read(SOURCE));
    while (matcher.find()) {
      String text = matcher.group(1).replaceAll("(?m)^\\s*\\* ?", "");
      comments.put(matcher.group(2), text.replaceAll("\\{@code ([^}]*)}", "$1").strip());
    }
    return comments;
  }
}
