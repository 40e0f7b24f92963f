package dev.rolegate.sim.http;

import dev.rolegate.sim.action.Service;
import dev.rolegate.sim.wire.Ec2Error;
import dev.rolegate.sim.wire.Xml;
import java.util.function.Consumer;

/** What goes back to the client: a status and an XML body, or nothing at all. */
record Answer(int status, String body, String requestId, boolean dropped) {

  static Answer success(Service service, String action, String requestId, Consumer<Xml> content) {
    String root = action + "Response";
    if (service == Service.EC2) {
      return new Answer(
          200,
          Xml.document(
              root,
              service.namespace(),
              xml -> content.accept(xml.element("requestId", requestId))),
          requestId,
          false);
    }
    return new Answer(
        200,
        Xml.document(
            root,
            service.namespace(),
            xml ->
                xml.struct(action + "Result", content)
                    .struct("ResponseMetadata", meta -> meta.element("RequestId", requestId))),
        requestId,
        false);
  }

  static Answer error(Service service, String requestId, Ec2Error error) {
    if (service == Service.EC2) {
      return new Answer(
          error.status(),
          Xml.document(
              "Response",
              "",
              xml ->
                  xml.struct("Errors", all -> all.struct("Error", one -> describe(one, error)))
                      .element("RequestID", requestId)),
          requestId,
          false);
    }
    return new Answer(
        error.status(),
        Xml.document(
            "ErrorResponse",
            service.namespace(),
            xml ->
                xml.struct(
                        "Error",
                        one -> {
                          one.element("Type", error.status() < 500 ? "Sender" : "Receiver");
                          describe(one, error);
                        })
                    .element("RequestId", requestId)),
        requestId,
        false);
  }

  static Answer none() {
    return new Answer(0, "", "", true);
  }

  private static void describe(Xml xml, Ec2Error error) {
    xml.element("Code", error.code()).element("Message", error.getMessage());
  }
}
