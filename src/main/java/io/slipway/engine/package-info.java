/** The door in: engine configuration, guards, deployment of models, people, start and decisions. */
@NullMarked
package io.slipway.engine;

import org.jspecify.annotations.NullMarked;
