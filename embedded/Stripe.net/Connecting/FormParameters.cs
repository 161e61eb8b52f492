using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Stripe;

/// <summary>Options as Stripe reads them: <c>line_items[0][price]=…</c>. Nothing is written for null.</summary>
internal static class FormParameters
{
    internal static IReadOnlyList<KeyValuePair<string, string>> Of(BaseOptions options)
    {
        List<KeyValuePair<string, string>> found = [];
        if (options is NextPage page)
        {
            Add(found, null, page.First);
            found.RemoveAll(parameter => parameter.Key == "starting_after");
            Add(found, "starting_after", page.After);
            return found;
        }

        Add(found, null, options);
        return found;
    }

    internal static string Query(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    private static void Add(List<KeyValuePair<string, string>> found, string name, object value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                found.Add(new(name, text));
                break;
            case bool flag:
                found.Add(new(name, flag ? "true" : "false"));
                break;
            case DateTime time:
                found.Add(new(name, UnixTime.Of(time).ToString(CultureInfo.InvariantCulture)));
                break;
            case IDictionary<string, string> map:
                foreach ((string key, string entry) in map)
                {
                    Add(found, $"{name}[{key}]", entry);
                }

                break;
            case IEnumerable list:
                int index = 0;
                foreach (object entry in list)
                {
                    Add(found, $"{name}[{index++}]", entry);
                }

                break;
            case INestedOptions options:
                foreach (PropertyInfo property in options.GetType().GetProperties())
                {
                    string inner = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
                    Add(found, name is null ? inner : $"{name}[{inner}]", property.GetValue(options));
                }

                break;
            default:
                found.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)));
                break;
        }
    }
}
