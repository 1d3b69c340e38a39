package io.pixelforge.camel.images;

/** The same where Camel is told to spool. */
class NothingIsLeftBehindByCamelTest extends NothingIsLeftBehindTest {

    @Override
    void prepare() {
        context.getStreamCachingStrategy().setSpoolEnabled(true);
    }
}
