package dev.rolegate.demo;

/** A part of the story, with its own checks. */
interface Chapter {
  String title();

  void play(Stage stage);
}
