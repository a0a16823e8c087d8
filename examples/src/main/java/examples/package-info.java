/** Programs for what people do with Evolink, to copy from. Each is run by a test. */
package examples;
