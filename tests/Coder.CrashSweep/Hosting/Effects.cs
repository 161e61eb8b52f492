using System.Globalization;

namespace Coder.CrashSweep.Hosting;

/// <summary>What the activities of the plain runs do: they leave a mark with the recorder.</summary>
internal sealed class Effects(HttpClient recorder)
{
    /// <summary>A flaky effect fails so often first.</summary>
    private const int Failures = 2;

    /// <summary>Leaves the mark; the result names it, so that it can be found in the store once it is committed.</summary>
    internal async Task<string> CauseAsync(string key)
    {
        using HttpResponseMessage answer = await recorder.PostAsync($"effects/{key}", null);
        answer.EnsureSuccessStatusCode();
        return $"done:{key};";
    }

    /// <exception cref="InvalidOperationException">It is one of the first tries.</exception>
    internal async Task<string> CauseAtLastAsync(string key)
    {
        using HttpResponseMessage answer = await recorder.PostAsync($"tries/{key}", null);
        int tries = int.Parse(await answer.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
        return tries > Failures ? await CauseAsync(key) : throw new InvalidOperationException($"Try {tries} fails.");
    }
}
