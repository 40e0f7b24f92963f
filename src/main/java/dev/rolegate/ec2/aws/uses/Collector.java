package dev.rolegate.ec2.aws.uses;

/** Looks where one collector looks, and puts what it finds into the search. */
@FunctionalInterface
interface Collector {
  void collect(Search search);
}
