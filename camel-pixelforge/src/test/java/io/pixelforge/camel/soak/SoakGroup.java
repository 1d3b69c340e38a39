package io.pixelforge.camel.soak;

/** Jobs on each kind of repository, found by polling and by callbacks, with and without a download. */
enum SoakGroup {
    DATABASE("database", ""),
    MEMORY("memory", "&download=true"),
    WEBHOOKS("database", "");

    final String repository;
    final String consumerOptions;

    SoakGroup(String repository, String consumerOptions) {
        this.repository = repository;
        this.consumerOptions = consumerOptions;
    }

    String route(SoakOrder.Way way) {
        return "direct:" + name() + "-" + way;
    }
}
