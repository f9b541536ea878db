package io.paydesk.openapi;

/**
 * What a feature shows of itself in the API description. The build finds every public class that
 * implements this and has a constructor without parameters.
 */
public interface ApiExamples {

  void addTo(ExampleBook book);
}
