package dev.rolegate.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;

/** Informers of other kinds, in all namespaces, whose meaningful changes wake a controller. */
final class Watches {
  private Watches() {}

  /** Of resources that nobody looks up from the ones that they wake. */
  static <S extends HasMetadata, P extends HasMetadata> InformerEventSource<S, P> of(
      Class<S> kind,
      Class<P> woken,
      String name,
      SecondaryToPrimaryMapper<S> wakes,
      EventSourceContext<P> context) {
    return of(kind, woken, name, wakes, (P primary) -> Set.<ResourceID>of(), context);
  }

  /**
   * @param name of the event source, once in a controller
   * @param wakes which resources a change concerns
   * @param needs which of these resources one that is woken looks up
   */
  static <S extends HasMetadata, P extends HasMetadata> InformerEventSource<S, P> of(
      Class<S> kind,
      Class<P> woken,
      String name,
      SecondaryToPrimaryMapper<S> wakes,
      PrimaryToSecondaryMapper<P> needs,
      EventSourceContext<P> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, woken)
            .withName(name)
            .withWatchAllNamespaces()
            .withSecondaryToPrimaryMapper(wakes)
            .withPrimaryToSecondaryMapper(needs)
            .withOnUpdateFilter((now, old) -> new MeaningfulUpdate().accept(now, old))
            .build(),
        context);
  }
}
