package dev.rolegate.e2e;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scene in which the house has rules. */
abstract class OnHouse extends OnScene {
  House house;

  @BeforeEach
  void openHouse() {
    house = new House(scene);
  }

  @AfterEach
  void closeHouse() {
    house.close();
  }
}
