package dev.rolegate.operator;

import dev.rolegate.ec2.Ec2Calls;
import dev.rolegate.ec2.aws.AwsEc2Factory;
import dev.rolegate.ec2.aws.AwsSettings;
import dev.rolegate.execute.WorkerSettings;
import dev.rolegate.execute.audit.AuditCategory;
import dev.rolegate.execute.audit.AuditFile;
import dev.rolegate.execute.audit.AuditLog;
import dev.rolegate.execute.audit.AuditSink;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the parts that know nothing of Quarkus from its configuration. */
@Singleton
public class Settings {

  @Produces
  @Singleton
  ClusterId clusterId(RolegateConfig config) {
    return ClusterId.of(config.clusterId());
  }

  /** The one place where the operator takes the time from. */
  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  WorkerSettings worker(RolegateConfig config) {
    var defaults = WorkerSettings.DEFAULTS;
    return new WorkerSettings(
        positive("settle", config.settle().orElse(defaults.settle())),
        ownWrites(config.ownWrites().orElse(defaults.ownWrites())),
        positive("pass-limit", config.passLimit().orElse(defaults.passLimit())),
        positive("parallel", config.parallel().orElse(defaults.parallel())),
        positive("rules-per-group", config.rulesPerGroup().orElse(defaults.rulesPerGroup())));
  }

  @Produces
  @Singleton
  SprawlPace sprawl(RolegateConfig config) {
    var sprawl = config.sprawl();
    return new SprawlPace(sprawl.enabled(), positive("sprawl.interval", sprawl.interval()));
  }

  @Produces
  @Singleton
  Notices notices(RolegateConfig config) {
    config
        .expiryNotices()
        .ifPresent(all -> all.forEach(notice -> positive("expiry-notices", notice)));
    return config.expiryNotices().map(Notices::new).orElse(Notices.DEFAULT);
  }

  /** The file first: what it does not take is not sent, and so does not stand in the log. */
  @Produces
  @Singleton
  AuditLog audit(RolegateConfig config, InstantSource clock) {
    List<AuditSink> sinks = new ArrayList<>();
    config.audit().file().ifPresent(file -> sinks.add(new AuditFile(Path.of(file))));
    sinks.add(new AuditCategory());
    return new AuditLog(sinks, clock);
  }

  @Produces
  @Singleton
  AwsEc2Factory ec2(
      RolegateConfig config, ClusterId clusterId, Ec2Calls calls, Leadership leadership) {
    var defaults = AwsSettings.defaults(clusterId.value());
    var ec2 = config.ec2();
    return new AwsEc2Factory(
        new AwsSettings(
            clusterId.value(),
            ec2.budgetShare().orElse(defaults.budgetShare()),
            budgets(ec2.budgets()),
            defaults.budgetMode(),
            defaults.budgetWait(),
            positive("ec2.attempt-timeout", ec2.attemptTimeout().orElse(defaults.attemptTimeout())),
            positive("ec2.call-timeout", ec2.callTimeout().orElse(defaults.callTimeout())),
            calls),
        leadership::mayMutate);
  }

  void close(@Disposes AwsEc2Factory factory) {
    factory.close();
  }

  private static Map<String, AwsSettings.Bucket> budgets(
      Map<String, RolegateConfig.BucketConfig> configured) {
    return configured.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e ->
                    new AwsSettings.Bucket(
                        e.getValue().capacity(), e.getValue().refillPerSecond())));
  }

  /** Passes are a second apart: less would end before the next one could look. */
  private static Duration ownWrites(Duration value) {
    if (value.compareTo(Duration.ofSeconds(2)) < 0) {
      throw new IllegalArgumentException(
          "rolegate.own-writes is " + value + "; it has to be at least two seconds, as 15s");
    }
    return value;
  }

  private static Duration positive(String setting, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw refused(setting, value);
    }
    return value;
  }

  private static int positive(String setting, int value) {
    if (value < 1) {
      throw refused(setting, value);
    }
    return value;
  }

  private static IllegalArgumentException refused(String setting, Object value) {
    return new IllegalArgumentException(
        "rolegate." + setting + " is " + value + "; it has to be above zero");
  }
}
