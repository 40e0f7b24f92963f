package dev.rolegate.e2e;

import org.junit.jupiter.api.BeforeEach;

/** A scene with groups that nobody documented. */
abstract class OnOrphans extends OnScene {
  static final String SHORT = "action: Delete, gracePeriod: 2s, quarantinePeriod: 2s";
  static final String STAYING = "action: Delete, gracePeriod: 2s, quarantinePeriod: 9d";

  OrphanScene orphans;

  @BeforeEach
  void openOrphans() {
    orphans = new OrphanScene(scene, clock);
  }
}
