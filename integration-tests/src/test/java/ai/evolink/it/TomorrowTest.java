package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.evolink.ApiException;
import ai.evolink.AudioRequest;
import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.Generation;
import ai.evolink.ImageRequest;
import ai.evolink.PollPolicy;
import ai.evolink.VideoRequest;
import ai.evolink.WaitOptions;
import ai.evolink.cli.Main;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.Mode;
import ai.evolink.emulator.Submission;
import ai.evolink.model.AspectRatio;
import ai.evolink.model.AudioModel;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.ImageModel;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import ai.evolink.model.ResolutionTier;
import ai.evolink.model.TaskStatus;
import ai.evolink.model.VideoModel;
import com.squareup.moshi.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Each way of {@code docs/tomorrows-models.md} to what this version of the SDK does not know. */
class TomorrowTest {
}
