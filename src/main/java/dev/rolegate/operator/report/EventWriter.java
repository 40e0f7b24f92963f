package dev.rolegate.operator.report;

import dev.rolegate.model.OneLine;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events of {@code events.k8s.io/v1}. What was said before has its count raised. Refusals
 * are logged and nothing else: a Terminating namespace accepts no new event.
 */
@Singleton
class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final String CONTROLLER = "rolegate.dev/operator";

  /** The API server refuses a longer note; it counts bytes. */
  private static final int NOTE_LIMIT = 1024;

  private static final String MORE = "…";

  /** Where events about cluster-scoped resources live, by convention. */
  private static final String CLUSTER_NAMESPACE = "default";

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String instance;

  EventWriter(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
    String host = System.getenv("HOSTNAME");
    this.instance = host == null || host.isBlank() ? "rolegate" : host;
  }

  void write(ObjectReference about, String type, String reason, String said) {
    String note = note(said);
    String name = EventName.of(about.getName(), about.getUid(), reason, note);
    String namespace = about.getNamespace() == null ? CLUSTER_NAMESPACE : about.getNamespace();
    try {
      Resource<Event> place = client.resources(Event.class).inNamespace(namespace).withName(name);
      if (!repeated(place)) {
        client.resource(event(namespace, name, about, type, reason, note)).create();
      }
    } catch (KubernetesClientException | IllegalStateException e) {
      // The latter where the client is closed already, since the process ends.
      LOG.debug("Event {} not written: {}", name, e.getMessage());
    }
  }

  static String note(String said) {
    String line = OneLine.of(said);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= NOTE_LIMIT) {
      return line;
    }
    int end = NOTE_LIMIT - MORE.getBytes(StandardCharsets.UTF_8).length;
    while (isWithinCharacter(bytes[end])) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + MORE;
  }

  private static boolean isWithinCharacter(byte next) {
    return (next & 0xC0) == 0x80;
  }

  private boolean repeated(Resource<Event> place) {
    Event seen = place.get();
    if (seen == null) {
      return false;
    }
    int count = seen.getSeries() == null ? 1 : seen.getSeries().getCount();
    var bumped =
        new EventBuilder(seen)
            .withNewSeries()
            .withCount(count + 1)
            .withLastObservedTime(now())
            .endSeries()
            .build();
    client.resource(bumped).update();
    return true;
  }

  private Event event(
      String namespace,
      String name,
      ObjectReference about,
      String type,
      String reason,
      String note) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withEventTime(now())
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withAction("Reconcile")
        .withReason(reason)
        .withRegarding(about)
        .withType(type)
        .withNote(note)
        .build();
  }

  private MicroTime now() {
    return new MicroTime(MICROS.format(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }
}
