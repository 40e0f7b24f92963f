package dev.rolegate.operator.report;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.github.bucket4j.Bucket;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what happened, on the resource that it happened to. Telling never delays or fails
 * what is told: a thread of its own does it, an event that the API server refuses is dropped, and
 * so is one too many of one resource. Conditions and the log have everything.
 */
@Singleton
public class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  /** As client-go's spam filter: 25 at once, and one more every five minutes, for each resource. */
  private static final int BURST = 25;

  private static final Duration REFILL = Duration.ofMinutes(5);

  /** Resources whose allowance is remembered; the one longest unheard of is forgotten. */
  private static final int REMEMBERED = 4096;

  private static final int QUEUE = 2048;

  private final EventWriter writer;
  private final ThreadPoolExecutor thread;
  private final Map<String, Bucket> allowances =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
              return size() > REMEMBERED;
            }
          });

  public Events(EventWriter writer) {
    this.writer = writer;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              var daemon = new Thread(task, "rolegate-events");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** Something that Rolegate did. */
  public void tell(HasMetadata about, EventReason reason, String note) {
    tell(about, reason.type(), reason.text(), note);
  }

  /** A state that somebody has to look at, by its condition's reason. */
  public void warn(HasMetadata about, String reason, String note) {
    tell(about, EventReason.Type.WARNING, reason, note);
  }

  private void tell(HasMetadata about, EventReason.Type type, String reason, String note) {
    ObjectReference object = reference(about);
    if (!allowance(object).tryConsume(1)) {
      LOG.debug("Not told, too many events: {} {} {}", object.getName(), reason, note);
      return;
    }
    try {
      thread.execute(() -> writer.write(object, type.text(), reason, note));
    } catch (RejectedExecutionException e) {
      LOG.debug("Not told, too busy: {} {} {}", object.getName(), reason, note);
    }
  }

  private Bucket allowance(ObjectReference object) {
    return allowances.computeIfAbsent(
        object.getKind() + "/" + object.getNamespace() + "/" + object.getName(),
        key ->
            Bucket.builder().addLimit(l -> l.capacity(BURST).refillIntervally(1, REFILL)).build());
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(about.getMetadata().getNamespace())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .build();
  }

  @PreDestroy
  void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
