package dev.rolegate.sim.wire;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes response bodies: elements, and lists as {@code <set><item>…</item></set>}. */
public final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private final StringWriter text = new StringWriter(1024);
  private final XMLStreamWriter writer;

  private Xml() {
    try {
      writer = FACTORY.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** A document with one root element; {@code namespace} may be empty. */
  public static String document(String root, String namespace, Consumer<Xml> content) {
    Xml xml = new Xml();
    try {
      xml.writer.writeStartElement(root);
      if (!namespace.isEmpty()) {
        xml.writer.writeDefaultNamespace(namespace);
      }
      content.accept(xml);
      xml.writer.writeEndElement();
      xml.writer.writeEndDocument();
      xml.writer.close();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
    return xml.text.toString();
  }

  public Xml element(String name, Object value) {
    try {
      writer.writeStartElement(name);
      writer.writeCharacters(String.valueOf(value));
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** An element that is left out when there is no value. */
  public Xml optional(String name, Optional<?> value) {
    value.ifPresent(present -> element(name, present));
    return this;
  }

  public Xml struct(String name, Consumer<Xml> content) {
    try {
      writer.writeStartElement(name);
      content.accept(this);
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** A list element that is there, empty, even when nothing is in it. */
  public <T> Xml list(String name, Collection<T> items, BiConsumer<Xml, T> each) {
    return struct(
        name, xml -> items.forEach(one -> xml.struct("item", item -> each.accept(item, one))));
  }

  /** A list element that is left out when nothing is in it. */
  public <T> Xml listUnlessEmpty(String name, Collection<T> items, BiConsumer<Xml, T> each) {
    return items.isEmpty() ? this : list(name, items, each);
  }

  private static IllegalStateException broken(XMLStreamException cause) {
    return new IllegalStateException("cannot write the XML answer", cause);
  }
}
