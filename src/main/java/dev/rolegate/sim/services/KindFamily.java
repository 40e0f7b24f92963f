package dev.rolegate.sim.services;

import dev.rolegate.sim.action.ActionTable;
import java.util.List;

/** The actions of one service, and the kinds that they show. */
interface KindFamily extends ActionTable.Family {
  List<Kind> kinds();
}
