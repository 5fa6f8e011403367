package io.slipway.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An answer's body as text, of at most so many bytes: whoever sends more is not listened to any longer. */
final class BoundedBody implements HttpResponse.BodySubscriber<String> {

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Flow.@Nullable Subscription sender;

    private BoundedBody(int most) {
        this.most = most;
    }

    /** @param most bytes; a longer body is an {@link IOException} */
    static HttpResponse.BodyHandler<String> of(int most) {
        return head -> new BoundedBody(most);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        sender = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        for (var part : more) {
            if (bytes.size() + part.remaining() > most) {
                text.completeExceptionally(new IOException("the answer is longer than " + most + " bytes"));
                if (sender != null) {
                    sender.cancel();
                }
                return;
            }
            var read = new byte[part.remaining()];
            part.get(read);
            bytes.writeBytes(read);
        }
    }

    @Override
    public void onError(Throwable why) {
        text.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
}
